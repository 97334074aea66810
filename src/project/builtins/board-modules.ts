// Frozen modules of some boards, in addition to those of every board of their port. Made by `npm run boards --
// --micropython DIR --write` from each board's own manifest.py, and formatted after it. A board without a row has only
// the modules of every board of its port.

import { AIOBLE, ASYNCIO, LORA, NETWORKING, SENML } from "./frozen-packages.ts";

/** Modules and the boards that freeze all of them; names separated by blanks. */
export type FrozenRows = readonly (readonly [modules: string, boards: string])[];

/** By port. */
export const BOARD_MODULES: Readonly<Record<string, FrozenRows>> = {
  rp2: [
    [`${AIOBLE} ${NETWORKING} ${SENML} espflash logging lsm6dsox time`, `ARDUINO_NANO_RP2040_CONNECT`],
    [
      `${AIOBLE} ${NETWORKING}`,
      `
      CYTRON_NANOXRP_CONTROLLER RPI_PICO2_W RPI_PICO2_W-RISCV RPI_PICO_W SPARKFUN_THINGPLUS_RP2350
      SPARKFUN_THINGPLUS_RP2350-RISCV SPARKFUN_XRP_CONTROLLER SPARKFUN_XRP_CONTROLLER-RISCV
      SPARKFUN_XRP_CONTROLLER_BETA
    `,
    ],
    [
      `board`,
      `
      NULLBITS_BIT_C_PRO WEACTSTUDIO WEACTSTUDIO-FLASH_2M WEACTSTUDIO-FLASH_4M WEACTSTUDIO-FLASH_8M
      WEACTSTUDIO_RP2350B_CORE WEACTSTUDIO_RP2350B_CORE-RISCV
    `,
    ],
    [NETWORKING, `SIL_RP2040_SHIM W5100S_EVB_PICO W5500_EVB_PICO`],
    [
      `${AIOBLE} ${NETWORKING} sdcard`,
      `
      SOLDERED_NULA_MAX_RP2350 SOLDERED_NULA_MAX_RP2350-RISCV SPARKFUN_IOTREDBOARD_RP2350
      SPARKFUN_IOTREDBOARD_RP2350-RISCV
    `,
    ],
    [`sdcard`, `SPARKFUN_IOTNODE_LORAWAN_RP2350 SPARKFUN_IOTNODE_LORAWAN_RP2350-RISCV`],
  ],
  esp32: [
    [`${AIOBLE} ${SENML} logging time`, `ARDUINO_NANO_ESP32`],
    [`${LORA} ssd1306 t3s3`, `LILYGO_T3_S3`],
    [`lilygo_oled lora32 ssd1306`, `LILYGO_TTGO_LORA32`],
    [`c3mini`, `LOLIN_C3_MINI`],
    [`s2mini`, `LOLIN_S2_MINI`],
    [`s2pico s2pico_oled ssd1306`, `LOLIN_S2_PICO`],
    [`atom`, `M5STACK_ATOM`],
    [`ping`, `SIL_MANT1S`],
    [`sdcard`, `SPARKFUN_IOT_REDBOARD_ESP32 SPARKFUN_THINGPLUS_ESP32C5`],
    [`dotstar feathers2`, `UM_FEATHERS2`],
    [`feathers2neo`, `UM_FEATHERS2NEO`],
    [`feathers3`, `UM_FEATHERS3`],
    [`feathers3neo`, `UM_FEATHERS3NEO`],
    [`nanos3`, `UM_NANOS3`],
    [`max17048 omgs3`, `UM_OMGS3`],
    [`pros3`, `UM_PROS3`],
    [`dotstar tinypico`, `UM_TINYPICO`],
    [`tinys2`, `UM_TINYS2`],
    [`tinys3`, `UM_TINYS3`],
  ],
  esp8266: [
    [
      `${ASYNCIO} espnow flashbdev inisetup mip requests ssd1306 ssl umqtt.robust umqtt.simple upysh urequests`,
      `ESP8266_GENERIC ESP8266_GENERIC-FLASH_2M_ROMFS`,
    ],
    [`espnow flashbdev inisetup mip requests ssl urequests`, `ESP8266_GENERIC-FLASH_1M`],
  ],
  nrf: [
    [
      ASYNCIO,
      `
      ACTINIUS_ICARUS ARDUINO_PRIMO BLUEIO_TAG_EVIM DVK_BL652 EVK_NINA_B1 EVK_NINA_B3 FEATHER52 IBK_BLYST_NANO
      IDK_BLYST_NANO NRF52840_MDK_USB_DONGLE PARTICLE_XENON PCA10000 PCA10001 PCA10028 PCA10031 PCA10040 PCA10056
      PCA10059 PCA10090 SEEED_XIAO_NRF52 WT51822_S4AT
    `,
    ],
    [`${ASYNCIO} bmi270 bmm150 hs3003 hts221 imu lps22h lsm9ds1`, `ARDUINO_NANO_33_BLE_SENSE`],
  ],
  mimxrt: [
    [
      NETWORKING,
      `
      MIMXRT1020_EVK MIMXRT1050_EVK MIMXRT1060_EVK MIMXRT1064_EVK MIMXRT1170_EVK PHYBOARD_RT1170 SEEED_ARCH_MIX
      TEENSY41
    `,
    ],
  ],
  "renesas-ra": [
    [`${AIOBLE} ${ASYNCIO} ${NETWORKING} ${SENML} cmwx1 dht logging onewire time`, `ARDUINO_PORTENTA_C33`],
    [`sdcard`, `EK_RA4M1 RA4M1_CLICKER`],
    [`${ASYNCIO} dht onewire`, `EK_RA4W1 EK_RA6M1 EK_RA6M2 VK_RA6M5`],
  ],
  stm32: [
    [
      `${ASYNCIO} dht onewire`,
      `
      ADAFRUIT_F405_EXPRESS B_L475E_IOT01A CERB40 GARATRONIC_NADHAT_F405 GARATRONIC_PYBSTICK26_F411
      GARATRONIC_PYMATE_CORE8ADI8DOSC HYDRABUS LIMIFROG MIKROE_CLICKER2_STM32 MIKROE_QUAIL NETDUINO_PLUS_2
      NUCLEO_F401RE NUCLEO_F411RE NUCLEO_F412ZG NUCLEO_F413ZH NUCLEO_F446RE NUCLEO_F722ZE NUCLEO_G0B1RE NUCLEO_G474RE
      NUCLEO_H563ZI NUCLEO_H7A3ZI_Q NUCLEO_L152RE NUCLEO_L452RE NUCLEO_L476RG NUCLEO_L4A6ZG NUCLEO_N657X0
      NUCLEO_U5A5ZJ_Q NUCLEO_WB55 OLIMEX_E407 OLIMEX_H407 PYBV3 PYBV4 SPARKFUN_MICROMOD_STM32 STM32F411DISC
      STM32F429DISC STM32F439 STM32F469DISC STM32F4DISC STM32H7B3I_DK STM32L476DISC STM32L496GDISC USBDONGLE_WB55
      VCC_GND_F407VE VCC_GND_H743VI WEACTSTUDIO_MINI_STM32H723 WEACTSTUDIO_MINI_STM32H743 WEACTSTUDIO_MINI_STM32U585
      WEACT_F411_BLACKPILL WEACT_F411_BLACKPILL-V13 WEACT_F411_BLACKPILL-V13_FLASH_4M
      WEACT_F411_BLACKPILL-V20_FLASH_4M WEACT_F411_BLACKPILL-V31_FLASH_8M WEACT_F411_BLACKPILL-V31_XTAL_8M
    `,
    ],
    [`${AIOBLE} ${ASYNCIO} ${NETWORKING} ${SENML} dht logging msgpack msgpackrpc onewire time`, `ARDUINO_GIGA`],
    [
      `${AIOBLE} ${ASYNCIO} ${NETWORKING} ${SENML} dht logging msgpack msgpackrpc onewire se05x se05x.iso7816 se05x.se05x time`,
      `ARDUINO_NICLA_VISION`,
    ],
    [`${AIOBLE} ${ASYNCIO} ${NETWORKING} ${SENML} dht logging msgpack msgpackrpc onewire opta time`, `ARDUINO_OPTA`],
    [
      `${AIOBLE} ${ASYNCIO} ${NETWORKING} ${SENML} cmwx1 dht logging msgpack msgpackrpc onewire se05x se05x.iso7816 se05x.se05x time`,
      `ARDUINO_PORTENTA_H7`,
    ],
    [`${ASYNCIO} appupdate dht fwupdate onewire`, `LEGO_HUB_NO6 LEGO_HUB_NO7`],
    [
      `${ASYNCIO} ${NETWORKING} dht onewire`,
      `
      NUCLEO_F429ZI NUCLEO_F439ZI NUCLEO_F746ZG NUCLEO_F756ZG NUCLEO_F767ZI NUCLEO_H723ZG NUCLEO_H743ZI
      NUCLEO_H743ZI2 NUCLEO_H753ZI STM32F769DISC STM32F7DISC STM32H573I_DK VCC_GND_F407ZG
    `,
    ],
    [`${LORA} lora.stm32wl5`, `NUCLEO_WL55`],
    [`${AIOBLE} ${ASYNCIO} ${NETWORKING} dht onewire`, `OPENMV_N6`],
    [`${ASYNCIO} ${NETWORKING} dht lcd160cr onewire`, `PYBD_SF2 PYBD_SF3 PYBD_SF6`],
    [
      `${ASYNCIO} dht lcd160cr onewire`,
      `
      PYBLITEV10 PYBLITEV10-DP PYBLITEV10-DP_THREAD PYBLITEV10-NETWORK PYBLITEV10-THREAD PYBV10 PYBV10-DP
      PYBV10-DP_THREAD PYBV10-NETWORK PYBV10-THREAD PYBV11 PYBV11-DP PYBV11-DP_THREAD PYBV11-NETWORK PYBV11-THREAD
    `,
    ],
    [`${ASYNCIO} ${NETWORKING} dht logging onewire time`, `STM32H747I_DISCO`],
  ],
};
