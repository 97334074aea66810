// An ESP32-S3 in its ROM bootloader, as far as writing its flash needs it: SLIP packets, registers, the upload of a stub,
// compressed writes, MD5. It answers on a Port in memory.
// https://docs.espressif.com/projects/esptool/en/latest/esp32s3/advanced-topics/serial-protocol.html

import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { PortEvents } from "../../src/device/port.ts";
import type { Port, PortSignals } from "../../src/device/port.ts";

const [END, ESCAPE, ESCAPED_END, ESCAPED_ESCAPE] = [0xc0, 0xdb, 0xdc, 0xdd] as const;
const ESP32_S3 = 9;
const SPI_CMD_REG = 0x60002000;
const SPI_W0_REG = 0x60002058;
/** Answer of the flash to "read id": maker, type, 2 to the power of 23 bytes. */
const FLASH_ID = 0x1740c8;

export class FakeEsp {
  readonly flash: Uint8Array = new Uint8Array(1 << 16).fill(0xff);
  readonly signals: PortSignals[] = [];
  readonly baudRates: number[] = [];
  /** Whether it does not answer at all. */
  isSilent = false;
  /** Whether one bit of what is written is lost. */
  isDamaged = false;
  /** Number of packets after which the cable is pulled. */
  unplugsAfter: number = Infinity;
  readonly port: Port;
  private readonly events = new PortEvents();
  private packet: number[] | undefined;
  private escaping = false;
  private readonly registers = new Map<number, number>();
  private isStub = false;
  private address = 0;
  private compressed: Uint8Array[] = [];

  constructor() {
    this.port = {
      name: "fake",
      write: (bytes) => {
        for (const byte of bytes) this.take(byte);
        return Promise.resolve();
      },
      onData: (listener) => this.events.onData(listener),
      onClose: (listener) => this.events.onClose(listener),
      setSignals: (signals) => {
        this.signals.push(signals);
        return Promise.resolve();
      },
      setBaudRate: (rate) => {
        this.baudRates.push(rate);
        return Promise.resolve();
      },
      close: () => {
        this.events.close();
        return Promise.resolve();
      },
    };
  }

  private take(byte: number): void {
    if (byte === END) {
      const bytes = Uint8Array.from(this.packet ?? []);
      this.packet = bytes.length > 0 ? undefined : [];
      if (bytes.length > 0) this.answer(bytes);
    } else if (this.escaping) {
      this.packet?.push(byte === ESCAPED_END ? END : ESCAPE);
      this.escaping = false;
    } else if (byte === ESCAPE) this.escaping = true;
    else this.packet?.push(byte);
  }

  private answer(packet: Uint8Array): void {
    if (--this.unplugsAfter < 0) this.events.close(new Error("unplugged"));
    if (this.isSilent || this.events.closed) return;
    const command = packet[1]!;
    const view = new DataView(packet.buffer, 8);
    const word = (at: number): number => view.getUint32(4 * at, true);
    const reply = (value: number, data: Uint8Array | readonly number[] = []): void => {
      const head = new DataView(new ArrayBuffer(8));
      head.setUint16(0, 0x0100 | command);
      head.setUint16(2, data.length + 2, true);
      head.setUint32(4, value, true);
      this.send([...new Uint8Array(head.buffer), ...data, 0, 0]);
    };
    switch (command) {
      case 0x02: // flash begin
      case 0x10: // compressed flash begin
        this.address = word(3);
        this.compressed = [];
        return reply(0);
      case 0x06: // end of the stub's upload
        reply(0);
        this.isStub = true;
        return this.send([..."OHAI"].map((letter) => letter.charCodeAt(0)));
      case 0x08: // sync
        for (let copy = 0; copy < 8; copy++) reply(this.isStub ? 0 : 0x20120707);
        return;
      case 0x09: // write a register
        // A command of the flash has its answer at once.
        this.registers.set(word(0), word(0) === SPI_CMD_REG ? 0 : word(1));
        if (word(0) === SPI_CMD_REG) this.registers.set(SPI_W0_REG, FLASH_ID);
        return reply(0);
      case 0x0a: // read a register
        return reply(this.registers.get(word(0)) ?? 0);
      case 0x11: // compressed data
        this.compressed.push(packet.slice(8 + 16));
        return reply(0);
      case 0x12: // compressed flash end
        this.flash.set(inflateSync(Buffer.concat(this.compressed)), this.address);
        if (this.isDamaged) this.flash[this.address]! ^= 1;
        return reply(0);
      case 0x13: {
        const written = this.flash.subarray(word(0), word(0) + word(1));
        return reply(0, createHash("md5").update(written).digest());
      }
      case 0x14: // security information
        return reply(0, [...new Uint8Array(12), ESP32_S3, ...new Uint8Array(7)]);
      default:
        return reply(0);
    }
  }

  private send(bytes: readonly number[]): void {
    const escaped = bytes.flatMap((byte) =>
      byte === END ? [ESCAPE, ESCAPED_END] : byte === ESCAPE ? [ESCAPE, ESCAPED_ESCAPE] : [byte],
    );
    this.events.data(Uint8Array.from([END, ...escaped, END]));
  }
}
