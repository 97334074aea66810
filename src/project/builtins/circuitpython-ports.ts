// The modules of the firmware of each port of CircuitPython, as words in tables. Made by `npm run circuitpython` from
// the makefiles of all boards of 9.2.9 and 10.2.1. Frozen libraries of single boards are in circuitpython-boards.ts.

/** Modules of a port of CircuitPython: names separated by blanks. */
export interface CircuitPythonModules {
  /** In the firmware of every board of 10.2.1. */
  readonly always: string;
  /** In the firmware of some boards. */
  readonly some: string;
}

/** By the names of CircuitPython's ports/ folders. */
export const CIRCUITPYTHON_PORTS: Readonly<Record<string, CircuitPythonModules>> = {
  analog: {
    always: `
      __future__ __main__ _asyncio aesio array atexit binascii bitbangio board builtins busio codeop collections
      digitalio errno gc getpass io json locale math microcontroller microcontroller.pin micropython msgpack
      onewireio os rainbowio random re rtc select storage struct supervisor sys time touchio traceback ulab
      ulab.numpy ulab.numpy.carray ulab.numpy.fft ulab.numpy.linalg ulab.numpy.random ulab.scipy
      ulab.scipy.integrate ulab.scipy.linalg ulab.scipy.optimize ulab.scipy.signal ulab.scipy.special ulab.utils
      usb_cdc usb_hid usb_midi warnings zlib
    `,
    some: `
     
    `,
  },
  "atmel-samd": {
    always: `
      __future__ __main__ array board builtins collections digitalio gc microcontroller microcontroller.pin
      micropython os random storage struct supervisor sys time usb_cdc
    `,
    some: `
      _asyncio _eve _pew _pixelmap _stage adafruit_bus_device adafruit_bus_device.i2c_device
      adafruit_bus_device.spi_device adafruit_pixelbuf aesio alarm alarm.pin alarm.time alarm.touch analogio atexit
      audiobusio audiocore audioio audiomixer audiomp3 binascii bitbangio bitmapfilter bitmaptools busdisplay busio
      canio codeop countio displayio epaperdisplay errno floppyio fontio fourwire framebufferio frequencyio getpass
      gifio i2cdisplaybus i2ctarget imagecapture io jpegio json keypad locale math max3421e msgpack neopixel_write
      nvm onewireio paralleldisplaybus ps2io pulseio pwmio qrio rainbowio re rgbmatrix rotaryio rtc samd sdcardio
      sdioio select sharpdisplay spitarget synthio terminalio tilepalettemapper touchio traceback ulab ulab.numpy
      ulab.numpy.carray ulab.numpy.fft ulab.numpy.linalg ulab.numpy.random ulab.scipy ulab.scipy.integrate
      ulab.scipy.linalg ulab.scipy.optimize ulab.scipy.signal ulab.scipy.special ulab.utils usb usb.core usb.util
      usb_hid usb_midi vectorio warnings watchdog zlib
    `,
  },
  broadcom: {
    always: `
      __future__ __main__ _asyncio _pixelmap adafruit_bus_device adafruit_bus_device.i2c_device
      adafruit_bus_device.spi_device adafruit_pixelbuf aesio array atexit binascii bitbangio bitmapfilter
      bitmaptools board builtins busdisplay busio codeop collections digitalio displayio epaperdisplay errno fontio
      fourwire framebufferio gc getpass gifio i2cdisplaybus io jpegio json keypad keypad_demux locale lvfontio math
      microcontroller microcontroller.pin micropython msgpack neopixel_write onewireio os rainbowio random re rtc
      sdcardio sdioio select sharpdisplay storage struct supervisor sys terminalio tilepalettemapper time touchio
      traceback ulab ulab.numpy ulab.numpy.carray ulab.numpy.fft ulab.numpy.linalg ulab.numpy.random ulab.scipy
      ulab.scipy.integrate ulab.scipy.linalg ulab.scipy.optimize ulab.scipy.signal ulab.scipy.special ulab.utils
      usb_cdc usb_hid usb_midi vectorio videocore warnings zlib
    `,
    some: `
     
    `,
  },
  cxd56: {
    always: `
      __future__ __main__ _asyncio _pixelmap adafruit_bus_device adafruit_bus_device.i2c_device
      adafruit_bus_device.spi_device adafruit_pixelbuf aesio analogio array atexit binascii bitbangio board builtins
      busio camera codeop collections digitalio errno gc getpass gnss io json locale math microcontroller
      microcontroller.pin micropython onewireio os pulseio pwmio rainbowio random re rtc sdcardio sdioio select
      storage struct supervisor sys time traceback ulab ulab.numpy ulab.numpy.carray ulab.numpy.fft
      ulab.numpy.linalg ulab.numpy.random ulab.scipy ulab.scipy.integrate ulab.scipy.linalg ulab.scipy.optimize
      ulab.scipy.signal ulab.scipy.special ulab.utils usb_cdc warnings zlib
    `,
    some: `
     
    `,
  },
  espressif: {
    always: `
      __future__ __main__ _asyncio _pixelmap adafruit_bus_device adafruit_bus_device.i2c_device
      adafruit_bus_device.spi_device adafruit_pixelbuf aesio alarm alarm.pin alarm.time alarm.touch analogio array
      atexit binascii bitbangio bitmaptools board builtins busdisplay busio codeop collections digitalio displayio
      errno espidf fontio fourwire gc getpass gifio hashlib i2cdisplaybus io json locale lvfontio math
      microcontroller microcontroller.pin micropython msgpack nvm os random re rtc select storage struct supervisor
      sys terminalio tilepalettemapper time traceback vectorio warnings watchdog zlib
    `,
    some: `
      _bleio _eve _stage analogbufio audiobusio audiocore audioio audiomixer audiomp3 bitmapfilter canio countio
      dotclockframebuffer epaperdisplay espcamera espnow espulp framebufferio frequencyio i2cioexpander ipaddress
      jpegio keypad keypad_demux max3421e mdns memorymap mipidsi neopixel_write onewireio paralleldisplaybus ps2io
      pulseio pwmio qrio qspibus rainbowio rclcpy rgbmatrix rotaryio sdcardio sdioio sharpdisplay socketpool ssl
      synthio touchio ulab ulab.numpy ulab.numpy.carray ulab.numpy.fft ulab.numpy.linalg ulab.numpy.random
      ulab.scipy ulab.scipy.integrate ulab.scipy.linalg ulab.scipy.optimize ulab.scipy.signal ulab.scipy.special
      ulab.utils usb usb.core usb.util usb_cdc usb_hid usb_midi wifi
    `,
  },
  litex: {
    always: `
      __future__ __main__ _asyncio _pixelmap adafruit_pixelbuf aesio array atexit binascii builtins codeop
      collections digitalio errno gc getpass io json keypad keypad_demux locale math microcontroller
      microcontroller.pin micropython msgpack neopixel_write os rainbowio random re select storage struct supervisor
      sys time touchio traceback ulab ulab.numpy ulab.numpy.carray ulab.numpy.fft ulab.numpy.linalg
      ulab.numpy.random ulab.scipy ulab.scipy.integrate ulab.scipy.linalg ulab.scipy.optimize ulab.scipy.signal
      ulab.scipy.special ulab.utils usb_cdc usb_hid usb_midi warnings zlib
    `,
    some: `
     
    `,
  },
  mimxrt10xx: {
    always: `
      __future__ __main__ _asyncio _pixelmap adafruit_bus_device adafruit_bus_device.i2c_device
      adafruit_bus_device.spi_device adafruit_pixelbuf aesio analogio array atexit audiobusio audiocore audiomixer
      audiomp3 audiopwmio binascii bitbangio bitmapfilter bitmaptools board builtins busdisplay busio codeop
      collections digitalio displayio epaperdisplay errno fontio fourwire framebufferio gc getpass gifio
      i2cdisplaybus io jpegio json keypad keypad_demux locale lvfontio math microcontroller microcontroller.pin
      micropython msgpack neopixel_write onewireio os pwmio rainbowio random re rotaryio rtc sdcardio select
      sharpdisplay storage struct supervisor synthio sys terminalio tilepalettemapper time touchio traceback ulab
      ulab.numpy ulab.numpy.carray ulab.numpy.fft ulab.numpy.linalg ulab.numpy.random ulab.scipy
      ulab.scipy.integrate ulab.scipy.linalg ulab.scipy.optimize ulab.scipy.signal ulab.scipy.special ulab.utils
      usb_cdc usb_hid usb_midi vectorio warnings zlib
    `,
    some: `
      _eve canio usb usb.core usb.util usb_host
    `,
  },
  nordic: {
    always: `
      __future__ __main__ _bleio analogio array board builtins busio collections digitalio gc math microcontroller
      microcontroller.pin micropython os pwmio random rtc storage struct supervisor sys time
    `,
    some: `
      _asyncio _eve _pixelmap _stage adafruit_bus_device adafruit_bus_device.i2c_device
      adafruit_bus_device.spi_device adafruit_pixelbuf aesio alarm alarm.pin alarm.time alarm.touch atexit
      audiobusio audiocore audiomixer audiomp3 audiopwmio binascii bitbangio bitmapfilter bitmaptools busdisplay
      codeop countio displayio epaperdisplay errno fontio fourwire framebufferio getpass gifio hashlib i2cdisplaybus
      io is31fl3741 jpegio json keypad keypad_demux locale lvfontio memorymap msgpack neopixel_write nvm onewireio
      paralleldisplaybus pulseio rainbowio re rgbmatrix rotaryio sdcardio select sharpdisplay synthio terminalio
      tilepalettemapper touchio traceback ulab ulab.numpy ulab.numpy.carray ulab.numpy.fft ulab.numpy.linalg
      ulab.numpy.random ulab.scipy ulab.scipy.integrate ulab.scipy.linalg ulab.scipy.optimize ulab.scipy.signal
      ulab.scipy.special ulab.utils usb_cdc usb_hid usb_midi vectorio warnings watchdog zlib
    `,
  },
  raspberrypi: {
    always: `
      __future__ __main__ _asyncio _pixelmap adafruit_bus_device adafruit_bus_device.i2c_device
      adafruit_bus_device.spi_device adafruit_pixelbuf aesio analogbufio analogio array atexit audiobusio audiocore
      audiomixer audiomp3 audiopwmio audiospeed binascii bitbangio bitmapfilter bitmaptools bitops board builtins
      busdisplay busio codeop collections countio digitalio displayio epaperdisplay errno fontio fourwire
      framebufferio gc getpass gifio hashlib i2cdisplaybus i2cioexpander i2ctarget io jpegio json keypad
      keypad_demux locale lvfontio math memorymap microcontroller microcontroller.pin micropython msgpack
      neopixel_write nvm onewireio os paralleldisplaybus pulseio pwmio rainbowio random re rgbmatrix rotaryio rp2pio
      rtc sdcardio select sharpdisplay storage struct supervisor synthio sys terminalio tilepalettemapper time
      touchio traceback ulab ulab.numpy ulab.numpy.carray ulab.numpy.fft ulab.numpy.linalg ulab.numpy.random
      ulab.scipy ulab.scipy.integrate ulab.scipy.linalg ulab.scipy.optimize ulab.scipy.signal ulab.scipy.special
      ulab.utils usb_cdc usb_hid usb_midi usb_video vectorio warnings watchdog zlib
    `,
    some: `
      _eve _stage alarm alarm.pin alarm.time alarm.touch audiodelays audiofilters audiofreeverb cyw43 floppyio
      imagecapture ipaddress max3421e mcp4822 mdns picodvi qrio socketpool ssl usb usb.core usb.util usb_host wifi
    `,
  },
  renode: {
    always: `
      __future__ __main__ array board builtins busio collections gc math microcontroller microcontroller.pin
      micropython os rainbowio struct supervisor sys time
    `,
    some: `
     
    `,
  },
  silabs: {
    always: `
      __future__ __main__ _asyncio _bleio _pixelmap adafruit_bus_device adafruit_bus_device.i2c_device
      adafruit_bus_device.spi_device adafruit_pixelbuf aesio analogio array atexit binascii bitmapfilter bitmaptools
      board builtins busdisplay busio codeop collections digitalio displayio epaperdisplay errno fontio fourwire
      framebufferio gc getpass gifio i2cdisplaybus io jpegio json locale lvfontio math microcontroller
      microcontroller.pin micropython msgpack nvm onewireio os pwmio rainbowio random re rtc sdcardio select
      sharpdisplay storage struct supervisor sys terminalio tilepalettemapper time traceback ulab ulab.numpy
      ulab.numpy.carray ulab.numpy.fft ulab.numpy.linalg ulab.numpy.random ulab.scipy ulab.scipy.integrate
      ulab.scipy.linalg ulab.scipy.optimize ulab.scipy.signal ulab.scipy.special ulab.utils vectorio warnings
      watchdog zlib
    `,
    some: `
     
    `,
  },
  stm: {
    always: `
      __main__ array board builtins busio collections digitalio gc math microcontroller microcontroller.pin
      micropython os storage struct supervisor sys time usb_cdc
    `,
    some: `
      __future__ _asyncio _pixelmap _stage adafruit_bus_device adafruit_bus_device.i2c_device
      adafruit_bus_device.spi_device adafruit_pixelbuf aesio alarm alarm.pin alarm.time alarm.touch analogio atexit
      audiobusio audiocore audiomixer audiomp3 audiopwmio binascii bitbangio bitmapfilter bitmaptools busdisplay
      canio codeop displayio epaperdisplay errno fontio fourwire framebufferio getpass gifio i2cdisplaybus io jpegio
      json keypad keypad_demux locale lvfontio msgpack neopixel_write nvm onewireio pulseio pwmio rainbowio random
      re rgbmatrix rtc sdcardio sdioio select sharpdisplay synthio terminalio tilepalettemapper touchio traceback
      ulab ulab.numpy ulab.numpy.carray ulab.numpy.fft ulab.numpy.linalg ulab.numpy.random ulab.scipy
      ulab.scipy.integrate ulab.scipy.linalg ulab.scipy.optimize ulab.scipy.signal ulab.scipy.special ulab.utils
      usb_hid usb_midi vectorio warnings zlib
    `,
  },
};

/** Modules that were added in 10.0. */
export const CIRCUITPYTHON_SINCE_10 = `
      audiofreeverb audiospeed i2cioexpander lvfontio mcp4822 mipidsi qspibus rclcpy
`;

/** Modules that some boards had up to 9.2. */
export const CIRCUITPYTHON_UP_TO_9 = `
      dualbank
`;

/** Modules that a file on the drive can replace. */
export const CIRCUITPYTHON_EXTENSIBLE = `
      array binascii collections errno hashlib heapq io json os platform random re select struct time
`;
