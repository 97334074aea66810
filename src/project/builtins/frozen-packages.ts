// Packages that several ports or boards freeze, as words for the tables of modules.

export const ASYNCIO: string = "asyncio asyncio.core asyncio.event asyncio.funcs asyncio.lock asyncio.stream uasyncio";
export const NETWORKING: string = "mip ntptime requests ssl urequests webrepl webrepl_setup";
export const AIOBLE: string = `
  aioble aioble.central aioble.client aioble.core aioble.device aioble.l2cap aioble.peripheral aioble.security
  aioble.server
`;
export const LORA: string = "lora lora.modem lora.sx126x lora.sync_modem";
export const SENML: string =
  "cbor2 cbor2._decoder cbor2._encoder senml senml.senml_base senml.senml_pack senml.senml_record senml.senml_unit";
