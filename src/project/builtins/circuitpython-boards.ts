// CircuitPython's boards and the Python that each has frozen: made by `npm run circuitpython` from the boards' makefiles and the
// submodules that they name, of 9.2.9 and 10.2.1, whose boards freeze the same libraries; formatted after it.

/** Modules of the libraries that boards freeze, by the name of their folder in frozen/. */
export const CIRCUITPYTHON_LIBRARIES: Readonly<Record<string, string>> = {
  Adafruit_CircuitPython_AHTx0: "adafruit_ahtx0",
  Adafruit_CircuitPython_APDS9960: "adafruit_apds9960 adafruit_apds9960.apds9960 adafruit_apds9960.colorutility",
  Adafruit_CircuitPython_BLE: `
      adafruit_ble adafruit_ble.advertising adafruit_ble.advertising.adafruit adafruit_ble.advertising.standard
      adafruit_ble.attributes adafruit_ble.characteristics adafruit_ble.characteristics.float
      adafruit_ble.characteristics.int adafruit_ble.characteristics.json adafruit_ble.characteristics.stream
      adafruit_ble.characteristics.string adafruit_ble.services adafruit_ble.services.circuitpython
      adafruit_ble.services.microbit adafruit_ble.services.nordic adafruit_ble.services.sphero
      adafruit_ble.services.standard adafruit_ble.services.standard.device_info adafruit_ble.services.standard.hid
      adafruit_ble.uuid
    `,
  Adafruit_CircuitPython_BLE_Apple_Notification_Center: "adafruit_ble_apple_notification_center",
  Adafruit_CircuitPython_Bitmap_Font: `
      adafruit_bitmap_font adafruit_bitmap_font.bdf adafruit_bitmap_font.bitmap_font
      adafruit_bitmap_font.glyph_cache adafruit_bitmap_font.lvfontbin adafruit_bitmap_font.pcf
      adafruit_bitmap_font.ttf test.displayio test.fontio
    `,
  Adafruit_CircuitPython_BusDevice: `
      adafruit_bus_device adafruit_bus_device.i2c_device adafruit_bus_device.spi_device
    `,
  "Adafruit_CircuitPython_CircuitPlayground/frozen_cpx": `
      adafruit_circuitplayground adafruit_circuitplayground.circuit_playground_base
      adafruit_circuitplayground.express
    `,
  Adafruit_CircuitPython_ConnectionManager: "adafruit_connection_manager",
  Adafruit_CircuitPython_Crickit: "adafruit_crickit",
  Adafruit_CircuitPython_DRV2605: "adafruit_drv2605",
  Adafruit_CircuitPython_DS3231: "adafruit_ds3231",
  Adafruit_CircuitPython_DisplayIO_SSD1306: "adafruit_displayio_ssd1306",
  Adafruit_CircuitPython_Display_Shapes: `
      adafruit_display_shapes adafruit_display_shapes.arc adafruit_display_shapes.circle
      adafruit_display_shapes.filled_polygon adafruit_display_shapes.line adafruit_display_shapes.multisparkline
      adafruit_display_shapes.polygon adafruit_display_shapes.rect adafruit_display_shapes.roundrect
      adafruit_display_shapes.sparkline adafruit_display_shapes.triangle
    `,
  Adafruit_CircuitPython_Display_Text: `
      adafruit_display_text adafruit_display_text.bitmap_label adafruit_display_text.label
      adafruit_display_text.outlined_label adafruit_display_text.scrolling_label adafruit_display_text.text_box
    `,
  Adafruit_CircuitPython_DotStar: "adafruit_dotstar",
  Adafruit_CircuitPython_ESP32SPI: `
      adafruit_esp32spi adafruit_esp32spi.PWMOut adafruit_esp32spi.adafruit_esp32spi
      adafruit_esp32spi.adafruit_esp32spi_socketpool adafruit_esp32spi.adafruit_esp32spi_wifimanager
      adafruit_esp32spi.digitalio adafruit_esp32spi.socketpool adafruit_esp32spi.wifimanager
    `,
  Adafruit_CircuitPython_FakeRequests: "adafruit_fakerequests",
  Adafruit_CircuitPython_FocalTouch: "adafruit_focaltouch",
  Adafruit_CircuitPython_HID: `
      adafruit_hid adafruit_hid.consumer_control adafruit_hid.consumer_control_code adafruit_hid.keyboard
      adafruit_hid.keyboard_layout_base adafruit_hid.keyboard_layout_us adafruit_hid.keycode adafruit_hid.mouse
    `,
  Adafruit_CircuitPython_HTTPServer: `
      adafruit_httpserver adafruit_httpserver.authentication adafruit_httpserver.exceptions
      adafruit_httpserver.headers adafruit_httpserver.interfaces adafruit_httpserver.methods
      adafruit_httpserver.mime_types adafruit_httpserver.request adafruit_httpserver.response
      adafruit_httpserver.route adafruit_httpserver.server adafruit_httpserver.status
    `,
  Adafruit_CircuitPython_IRRemote: "adafruit_irremote",
  Adafruit_CircuitPython_IS31FL3731: `
      adafruit_is31fl3731 adafruit_is31fl3731.charlie_bonnet adafruit_is31fl3731.charlie_wing
      adafruit_is31fl3731.keybow2040 adafruit_is31fl3731.led_shim adafruit_is31fl3731.matrix
      adafruit_is31fl3731.matrix_11x7 adafruit_is31fl3731.rgbmatrix5x5 adafruit_is31fl3731.scroll_phat_hd
    `,
  Adafruit_CircuitPython_ImageLoad: `
      adafruit_imageload adafruit_imageload.bmp adafruit_imageload.bmp.indexed
      adafruit_imageload.bmp.negative_height_check adafruit_imageload.bmp.truecolor
      adafruit_imageload.displayio_types adafruit_imageload.gif adafruit_imageload.jpg adafruit_imageload.png
      adafruit_imageload.pnm adafruit_imageload.pnm.pbm_ascii adafruit_imageload.pnm.pbm_binary
      adafruit_imageload.pnm.pgm adafruit_imageload.pnm.pgm.ascii adafruit_imageload.pnm.pgm.binary
      adafruit_imageload.pnm.ppm_ascii adafruit_imageload.pnm.ppm_binary adafruit_imageload.tilegrid_inflator
    `,
  Adafruit_CircuitPython_LC709203F: "adafruit_lc709203f",
  Adafruit_CircuitPython_LED_Animation: `
      adafruit_led_animation adafruit_led_animation.animation adafruit_led_animation.animation.blink
      adafruit_led_animation.animation.chase adafruit_led_animation.animation.colorcycle
      adafruit_led_animation.animation.comet adafruit_led_animation.animation.customcolorchase
      adafruit_led_animation.animation.grid_rain adafruit_led_animation.animation.multicolor_comet
      adafruit_led_animation.animation.pacman adafruit_led_animation.animation.pulse
      adafruit_led_animation.animation.rainbow adafruit_led_animation.animation.rainbowchase
      adafruit_led_animation.animation.rainbowcomet adafruit_led_animation.animation.rainbowsparkle
      adafruit_led_animation.animation.solid adafruit_led_animation.animation.sparkle
      adafruit_led_animation.animation.sparklepulse adafruit_led_animation.animation.volume
      adafruit_led_animation.color adafruit_led_animation.grid adafruit_led_animation.group
      adafruit_led_animation.helper adafruit_led_animation.pulse_generator adafruit_led_animation.sequence
      adafruit_led_animation.timedsequence
    `,
  Adafruit_CircuitPython_LIS3DH: "adafruit_lis3dh",
  Adafruit_CircuitPython_LSM6DS: `
      adafruit_lsm6ds adafruit_lsm6ds.ism330dhcx adafruit_lsm6ds.lsm6ds3 adafruit_lsm6ds.lsm6ds33
      adafruit_lsm6ds.lsm6ds3trc adafruit_lsm6ds.lsm6dso32 adafruit_lsm6ds.lsm6dsox
    `,
  Adafruit_CircuitPython_MIDI: `
      adafruit_midi adafruit_midi.active_sensing adafruit_midi.channel_pressure adafruit_midi.control_change
      adafruit_midi.control_change_values adafruit_midi.midi_continue adafruit_midi.midi_message
      adafruit_midi.midi_reset adafruit_midi.mtc_quarter_frame adafruit_midi.note_off adafruit_midi.note_on
      adafruit_midi.pitch_bend adafruit_midi.polyphonic_key_pressure adafruit_midi.program_change
      adafruit_midi.start adafruit_midi.stop adafruit_midi.system_exclusive adafruit_midi.timing_clock
    `,
  Adafruit_CircuitPython_MPU6050: "adafruit_mpu6050",
  Adafruit_CircuitPython_Motor: "adafruit_motor adafruit_motor.motor adafruit_motor.servo adafruit_motor.stepper",
  Adafruit_CircuitPython_NeoPixel: "neopixel",
  Adafruit_CircuitPython_OPT4048: "adafruit_opt4048",
  Adafruit_CircuitPython_PCF8563: "adafruit_pcf8563.clock adafruit_pcf8563.pcf8563 adafruit_pcf8563.timer",
  Adafruit_CircuitPython_Pixel_Framebuf: "adafruit_pixel_framebuf",
  Adafruit_CircuitPython_PortalBase: `
      adafruit_portalbase adafruit_portalbase.graphics adafruit_portalbase.network
      adafruit_portalbase.wifi_coprocessor adafruit_portalbase.wifi_esp32s2
    `,
  Adafruit_CircuitPython_ProgressBar: `
      adafruit_progressbar adafruit_progressbar.horizontalprogressbar adafruit_progressbar.progressbar
      adafruit_progressbar.verticalprogressbar
    `,
  Adafruit_CircuitPython_RFM69: "adafruit_rfm69",
  Adafruit_CircuitPython_RFM9x: "adafruit_rfm9x",
  Adafruit_CircuitPython_Register: `
      adafruit_register adafruit_register.i2c_bcd_alarm adafruit_register.i2c_bcd_datetime adafruit_register.i2c_bit
      adafruit_register.i2c_bits adafruit_register.i2c_struct adafruit_register.i2c_struct_array
      adafruit_register.register_accessor adafruit_register.register_bit adafruit_register.register_bits
    `,
  Adafruit_CircuitPython_Requests: "adafruit_requests",
  Adafruit_CircuitPython_SD: "adafruit_sdcard",
  Adafruit_CircuitPython_SHT4x: "adafruit_sht4x",
  Adafruit_CircuitPython_SSD1306: "adafruit_ssd1306",
  Adafruit_CircuitPython_SSD1680: "adafruit_ssd1680",
  Adafruit_CircuitPython_ST7789: "adafruit_st7789",
  Adafruit_CircuitPython_SimpleIO: "simpleio",
  Adafruit_CircuitPython_SimpleMath: "adafruit_simplemath",
  Adafruit_CircuitPython_Thermistor: "adafruit_thermistor",
  Adafruit_CircuitPython_Ticks: "adafruit_ticks",
  Adafruit_CircuitPython_UC8151D: "adafruit_uc8151d",
  Adafruit_CircuitPython_Wiznet5k: `
      adafruit_wiznet5k adafruit_wiznet5k.adafruit_wiznet5k adafruit_wiznet5k.adafruit_wiznet5k_debug
      adafruit_wiznet5k.adafruit_wiznet5k_dhcp adafruit_wiznet5k.adafruit_wiznet5k_dns
      adafruit_wiznet5k.adafruit_wiznet5k_socketpool
    `,
  Adafruit_CircuitPython_asyncio: `
      asyncio asyncio.core asyncio.event asyncio.funcs asyncio.lock asyncio.stream asyncio.task asyncio.traceback
    `,
  Adafruit_CircuitPython_framebuf: "adafruit_framebuf",
  Adafruit_CircuitPython_seesaw: `
      adafruit_seesaw adafruit_seesaw.analoginput adafruit_seesaw.attiny8x7 adafruit_seesaw.attinyx16
      adafruit_seesaw.crickit adafruit_seesaw.digitalio adafruit_seesaw.keypad adafruit_seesaw.neopixel
      adafruit_seesaw.pwmout adafruit_seesaw.robohat adafruit_seesaw.rotaryio adafruit_seesaw.samd09
      adafruit_seesaw.seesaw adafruit_seesaw.tftshield18
    `,
  CircuitPython_AXP2101: "axp2101",
  CircuitPython_AXP313A: "AXP313A",
  CircuitPython_BMA423: "bma423",
  CircuitPython_edupico2_paj7620: "edupico2_paj7620",
  "circuitpython-pcf85063a": "pcf85063a",
  "circuitpython-stage/meowbit": "stage ugame",
  "circuitpython-stage/pewpew_m4": "pew stage ugame",
  "circuitpython-stage/picosystem": "stage ugame",
  "circuitpython-stage/pybadge": "stage ugame",
  "circuitpython-stage/pygamer": "stage ugame",
  "circuitpython-stage/ugame10": "stage ugame",
  "circuitpython-stage/ugame22": "pew stage ugame",
  "circuitpython-stage/ugame_s3": "",
  circuitpython_ef_music: "elecfreaks_music",
  circuitpython_picoed: "picoed picoed.button picoed.display picoed.led",
  "mixgo_cp_lib/mixgoce_lib": `
      Image adafruit_framebuf adafruit_irremote adafruit_minimqtt adafruit_rtttl blynklib blynktimer button infrared
      irremote led matcher matrix mixgoce mixpy mmatrix msa301 music mxc6655xa pixels sensor touchpad
    `,
  "pew-pewpew-lcd": "pew",
  "pew-pewpew-standalone-10.x": "pew",
  challenger_840: "challenger_840",
  solderparty_rp2040_stamp: "stamp_carrier_board stamp_carrier_board_xl stamp_round_carrier_board",
  weenoisemakers_noisenugget: "_aic3105 _tca6408 noise_nugget pgb1",
};

/** All boards by port, together with the libraries that they freeze; names with blanks between them. */
export const CIRCUITPYTHON_BOARDS: Readonly<Record<string, readonly (readonly [libraries: string, boards: string])[]>> =
  {
    analog: [["", "apard32690 max32690evkit"]],
    "atmel-samd": [
      ["Adafruit_CircuitPython_HID Adafruit_CircuitPython_SD", "8086_commander"],
      [
        "Adafruit_CircuitPython_HID Adafruit_CircuitPython_NeoPixel",
        `
      adafruit_neokey_trinkey_m0 adafruit_rotary_trinkey_m0 bradanlanestudio_coin_m0 neopixel_trinkey_m0
      seeeduino_xiao_kb
    `,
      ],
      ["Adafruit_CircuitPython_DotStar Adafruit_CircuitPython_NeoPixel", "adafruit_pixel_trinkey_m0"],
      ["Adafruit_CircuitPython_APDS9960 Adafruit_CircuitPython_NeoPixel", "adafruit_proxlight_trinkey_m0"],
      ["Adafruit_CircuitPython_NeoPixel Adafruit_CircuitPython_SHT4x", "adafruit_sht4x_trinkey_m0"],
      [
        `
      Adafruit_CircuitPython_HID Adafruit_CircuitPython_NeoPixel Adafruit_CircuitPython_SimpleMath
    `,
        "adafruit_slide_trinkey_m0",
      ],
      ["Adafruit_CircuitPython_HID", "adafruit_trrs_trinkey_m0"],
      [
        "",
        `
      aloriumtech_evo_m51 arduino_mkr1300 arduino_mkrzero arduino_nano_33_iot arduino_zero bast_pro_mini_m0
      bdmicro_vina_d51 bdmicro_vina_d51_pcb7 blm_badge capablerobot_usbhub catwan_usbstick circuitbrains_basic_m0
      circuitbrains_deluxe_m4 cp32-m4 cp_sapling_m0 cp_sapling_m0_revb cp_sapling_m0_spiflash datalore_ip_m4
      datum_distance datum_imu datum_light datum_weather dynossat_edu_eps dynossat_edu_obc escornabot_makech
      feather_m0_adalogger feather_m0_basic feather_m0_express feather_m0_supersized feather_m4_can
      feather_m4_express fluff_m0 gemma_m0 grandcentral_m4_express hallowing_m4_express huntercat_nfc
      itsybitsy_m0_express itsybitsy_m4_express kicksat-sprite loc_ber_m4_base_board meowmeow metro_m0_express
      metro_m4_airlift_lite metro_m4_express microchip_curiosity_circuitpython monster_m4sk ndgarage_ndbit6
      ndgarage_ndbit6_v2 nfc_copy_cat openbook_m4 p1am_200 picoplanet pyruler qtpy_m0 qtpy_m0_haxpress
      same54_xplained seeeduino_wio_terminal seeeduino_xiao sensebox_mcu serpente shirtty silicognition-m4-shim
      snekboard sparkfun_qwiic_micro_no_flash sparkfun_qwiic_micro_with_flash sparkfun_redboard_turbo
      sparkfun_samd21_dev sparkfun_samd21_mini sparkfun_samd51_micromod sparkfun_samd51_thing_plus
      stackrduino_m0_pro stringcar_m0_express trellis_m4_express trinket_m0 trinket_m0_haxpress uartlogger2 uchip
      winterbloom_big_honking_button winterbloom_sol xinabox_cc03 xinabox_cs11
    `,
      ],
      [
        `
      Adafruit_CircuitPython_CircuitPlayground/frozen_cpx Adafruit_CircuitPython_HID Adafruit_CircuitPython_LIS3DH
      Adafruit_CircuitPython_NeoPixel Adafruit_CircuitPython_Thermistor
    `,
        "circuitplayground_express",
      ],
      [
        `
      Adafruit_CircuitPython_CircuitPlayground/frozen_cpx Adafruit_CircuitPython_Crickit
      Adafruit_CircuitPython_LIS3DH Adafruit_CircuitPython_Motor Adafruit_CircuitPython_NeoPixel
      Adafruit_CircuitPython_Thermistor Adafruit_CircuitPython_seesaw
    `,
        "circuitplayground_express_crickit",
      ],
      [
        `
      Adafruit_CircuitPython_CircuitPlayground/frozen_cpx Adafruit_CircuitPython_LIS3DH
      Adafruit_CircuitPython_NeoPixel Adafruit_CircuitPython_Thermistor
    `,
        "circuitplayground_express_displayio",
      ],
      ["Adafruit_CircuitPython_NeoPixel Adafruit_CircuitPython_RFM9x", "dynalora_usb"],
      [
        `
      Adafruit_CircuitPython_Crickit Adafruit_CircuitPython_Motor Adafruit_CircuitPython_NeoPixel
      Adafruit_CircuitPython_seesaw
    `,
        "feather_m0_express_crickit",
      ],
      ["Adafruit_CircuitPython_RFM69", "feather_m0_rfm69"],
      ["Adafruit_CircuitPython_RFM9x", "feather_m0_rfm9x"],
      ["Adafruit_CircuitPython_LIS3DH Adafruit_CircuitPython_NeoPixel", "hallowing_m0_express"],
      [
        `
      Adafruit_CircuitPython_ConnectionManager Adafruit_CircuitPython_ESP32SPI Adafruit_CircuitPython_NeoPixel
      Adafruit_CircuitPython_PortalBase Adafruit_CircuitPython_Requests
    `,
        "matrixportal_m4",
      ],
      ["Adafruit_CircuitPython_DotStar", "mini_sam_m4 sparkfun_lumidrive"],
      ["pew-pewpew-standalone-10.x", "pewpew10"],
      ["pew-pewpew-lcd", "pewpew_lcd"],
      ["circuitpython-stage/pewpew_m4", "pewpew_m4"],
      ["circuitpython-stage/pybadge", "pybadge"],
      [
        "Adafruit_CircuitPython_NeoPixel Adafruit_CircuitPython_Register",
        "pycubed pycubed_mram pycubed_mram_v05 pycubed_v05",
      ],
      ["circuitpython-stage/pygamer", "pygamer"],
      [
        `
      Adafruit_CircuitPython_ConnectionManager Adafruit_CircuitPython_Display_Text Adafruit_CircuitPython_ESP32SPI
      Adafruit_CircuitPython_FakeRequests Adafruit_CircuitPython_NeoPixel Adafruit_CircuitPython_PortalBase
      Adafruit_CircuitPython_Requests
    `,
        "pyportal pyportal_titano",
      ],
      ["Adafruit_CircuitPython_NeoPixel", "robohatmm1_m4 sam32"],
      ["circuitpython-stage/ugame10", "ugame10"],
    ],
    broadcom: [
      [
        "",
        `
      diodes_delight_piunora raspberrypi_cm4 raspberrypi_cm4io raspberrypi_pi4b raspberrypi_zero raspberrypi_zero2w
      raspberrypi_zero_w
    `,
      ],
    ],
    cxd56: [["", "spresense"]],
    espressif: [
      [
        "",
        `
      01space_lcd042_esp32c3 adafruit_esp32s3_camera adafruit_feather_esp32_v2
      adafruit_feather_esp32c6_4mbflash_nopsram adafruit_feather_esp32s2 adafruit_feather_esp32s2_reverse_tft
      adafruit_feather_esp32s2_tft adafruit_feather_esp32s3_4mbflash_2mbpsram adafruit_feather_esp32s3_nopsram
      adafruit_feather_esp32s3_reverse_tft adafruit_feather_esp32s3_tft adafruit_feather_huzzah32
      adafruit_huzzah32_breakout adafruit_itsybitsy_esp32 adafruit_matrixportal_s3 adafruit_metro_esp32s2
      adafruit_metro_esp32s3 adafruit_mini_sparkle_motion adafruit_qtpy_esp32_pico adafruit_qtpy_esp32c3
      adafruit_qtpy_esp32s2 adafruit_qtpy_esp32s3_4mbflash_2mbpsram adafruit_qtpy_esp32s3_nopsram
      adafruit_qualia_s3_rgb666 adafruit_sparkle_motion adafruit_sparkle_motion_stick adafruit_vindie_s2
      ai-thinker-esp32-cam ai_thinker_esp32-c3s ai_thinker_esp32-c3s-2m ai_thinker_esp_12k_nodemcu
      arduino_nano_esp32s3 arduino_nano_esp32s3_inverted_statusled artisense_rd00 atmegazero_esp32s2
      autosportlabs_esp32_can_x2 barduino beetle-esp32-c3 brainboardz_neuron cezerio_dev_ESP32C6 columbia-dsl-sensor
      crumpspace_crumps2 deneyap_kart deneyap_kart_1a deneyap_kart_1a_v2 deneyap_kart_g deneyap_mini deneyap_mini_v2
      doit_esp32_devkit_v1 elecrow_crowpanel_3.5 elecrow_crowpanel_4_2_epaper electroniccats_bastwifi es3ink
      esp32-wrover-dev-cam espressif_esp32_devkitc_v4_wroom_32e espressif_esp32_devkitc_v4_wrover
      espressif_esp32_eye espressif_esp32_lyrat espressif_esp32c3_devkitm_1_n4 espressif_esp32c3_lyra_v2
      espressif_esp32c61_devkitc_1_n8r2 espressif_esp32c6_devkitc_1_n8 espressif_esp32c6_devkitm_1_n4
      espressif_esp32h2_devkitm_1_n4 espressif_esp32p4_function_ev espressif_esp32s2_devkitc_1_n4
      espressif_esp32s2_devkitc_1_n4r2 espressif_esp32s2_devkitc_1_n8r2 espressif_esp32s3_box
      espressif_esp32s3_box_lite espressif_esp32s3_devkitc_1_n16 espressif_esp32s3_devkitc_1_n32r8
      espressif_esp32s3_devkitc_1_n8 espressif_esp32s3_devkitc_1_n8r2 espressif_esp32s3_devkitc_1_n8r2_ros
      espressif_esp32s3_devkitc_1_n8r8 espressif_esp32s3_devkitc_1_n8r8_hacktablet espressif_esp32s3_devkitm_1_n8
      espressif_esp32s3_eye espressif_esp32s3_lcd_ev espressif_esp32s3_lcd_ev_v1.5 espressif_esp32s3_usb_otg_n8
      espressif_esp8684_devkitc_02_n4 espressif_hmi_devkit_1 espressif_kaluga_1 espressif_kaluga_1.3
      espressif_saola_1_wroom espressif_saola_1_wrover flipperzero_wifi_dev franzininho_wifi_wroom
      franzininho_wifi_wrover gravitech_cucumber_m gravitech_cucumber_ms gravitech_cucumber_r gravitech_cucumber_rs
      hardkernel_odroid_go heltec_vision_master_e290 heltec_wireless_paper hiibot_iots2 lilygo_tdisplay_s3
      lilygo_tdisplay_s3_pro lilygo_tdongle_s3 lilygo_tembed_esp32s3 lilygo_tqt_pro_nopsram lilygo_tqt_pro_psram
      lilygo_ttgo_t-01c3 lilygo_ttgo_t-oi-plus lilygo_ttgo_t8_esp32_s2_wroom lilygo_ttgo_t8_s2
      lilygo_ttgo_t8_s2_st7789 lilygo_ttgo_tdisplay_esp32_16m lilygo_ttgo_tdisplay_esp32_4m lilygo_twatch_2020_v3
      lolin_c3_mini lolin_s3 lolin_s3_pro luatos_core_esp32c3 luatos_core_esp32c3_ch343 m5stack_atom_echo
      m5stack_atom_lite m5stack_atom_matrix m5stack_atom_u m5stack_atoms3 m5stack_atoms3_lite m5stack_atoms3u
      m5stack_cardputer m5stack_cardputer_ros m5stack_core_basic m5stack_core_fire m5stack_dial m5stack_dinmeter
      m5stack_m5paper m5stack_stamp_c3 m5stack_stick_c m5stack_stick_c_plus m5stack_stick_c_plus2 m5stack_tab5
      m5stack_timer_camera_x magiclick_s3_n4r2 makerfabs_tft7 makergo_esp32c3_supermini makergo_esp32c6_supermini
      microdev_micro_c3 microdev_micro_s2 morpheans_morphesp-240 muselab_nanoesp32_s2_wroom
      muselab_nanoesp32_s2_wrover nhbsystems_jl401_4mbflash_2mbpsram nodemcu_esp32c2 odt_pixelwing_esp32_s2
      oxocard_artwork oxocard_connect oxocard_galaxy oxocard_science prokyber_ai_on_the_edge_cam red-s2-wroom
      seeed_xiao_esp32_s3_sense seeed_xiao_esp32c3 seeed_xiao_esp32c6 solderparty_esp32p4_stamp_xl
      spotpear_esp32c3_lcd_1_44 spotpear_esp32c3_lcd_1_69 sqfmi_watchy sunton_esp32_2424S012 sunton_esp32_2432S024C
      sunton_esp32_2432S028 sunton_esp32_2432S032C sunton_esp32_8048S050 sunton_esp32_8048S070
      targett_module_clip_wroom targett_module_clip_wrover ttgo_t8_v1_7 unexpectedmaker_edges3d
      unexpectedmaker_feathers2 unexpectedmaker_feathers2_prerelease unexpectedmaker_tinypico
      unexpectedmaker_tinypico_nano vidi_x waveshare_esp32_c6_lcd_1_47 waveshare_esp32_s2_pico_lcd
      waveshare_esp32_s3_amoled_241 waveshare_esp32_s3_eth waveshare_esp32_s3_geek waveshare_esp32_s3_lcd_1_28
      waveshare_esp32_s3_lcd_1_47 waveshare_esp32_s3_pico waveshare_esp32_s3_tiny waveshare_esp32_s3_touch_lcd_1_47
      waveshare_esp32_s3_touch_lcd_2 waveshare_esp32_s3_touch_lcd_2_8 waveshare_esp32s2_pico weact_esp32c6_n4
      weact_esp32c6_n8 wemos_lolin32_lite xteink_x4 yoto_mini_2024 yoto_player_v3
    `,
      ],
      [
        "Adafruit_CircuitPython_NeoPixel",
        `
      adafruit_funhouse bpi_bit_s2 bpi_leaf_s3 bpi_picow_s3 cytron_maker_feather_aiot_s3 hexky_s2 lolin_c3_pico
      lolin_s2_mini lolin_s2_pico lolin_s3_mini lolin_s3_mini_pro m5stack_stamp_s3 sensebox_eye_esp32s3
      sensebox_mcu_esp32s2 smartbeedesigns_bee_motion_s3 smartbeedesigns_bee_s3 thingpulse_pendrive_s3
      unexpectedmaker_blizzard_s3 unexpectedmaker_feathers2_neo unexpectedmaker_feathers3
      unexpectedmaker_feathers3_neo unexpectedmaker_nanos3 unexpectedmaker_omgs3 unexpectedmaker_pros3
      unexpectedmaker_rgbtouch_mini unexpectedmaker_tinyc6 unexpectedmaker_tinys2 unexpectedmaker_tinys3
      waveshare_esp32_s3_matrix waveshare_esp32_s3_zero yd_esp32_s3_n16r8 yd_esp32_s3_n8r8
    `,
      ],
      [
        `
      Adafruit_CircuitPython_ConnectionManager Adafruit_CircuitPython_Display_Text
      Adafruit_CircuitPython_FakeRequests Adafruit_CircuitPython_LIS3DH Adafruit_CircuitPython_NeoPixel
      Adafruit_CircuitPython_PortalBase Adafruit_CircuitPython_Requests
    `,
        "adafruit_magtag_2.9_grayscale",
      ],
      [
        `
      Adafruit_CircuitPython_AHTx0 Adafruit_CircuitPython_NeoPixel Adafruit_CircuitPython_ST7789
    `,
        "circuitart_zero_s3",
      ],
      [
        `
      Adafruit_CircuitPython_ConnectionManager Adafruit_CircuitPython_Motor Adafruit_CircuitPython_NeoPixel
      Adafruit_CircuitPython_Requests Adafruit_CircuitPython_SimpleIO
    `,
        "crcibernetica-ideaboard",
      ],
      ["circuitpython-stage/ugame_s3", "deshipu_ugame_s3"],
      ["CircuitPython_AXP313A", "firebeetle2_esp32s3"],
      ["Adafruit_CircuitPython_Display_Shapes Adafruit_CircuitPython_Display_Text", "heltec_esp32s3_wifi_lora_v3"],
      ["Adafruit_CircuitPython_FocalTouch Adafruit_CircuitPython_Register", "lilygo_tdeck"],
      [
        `
      Adafruit_CircuitPython_DRV2605 Adafruit_CircuitPython_FocalTouch Adafruit_CircuitPython_IRRemote
      Adafruit_CircuitPython_PCF8563 Adafruit_CircuitPython_Register CircuitPython_AXP2101 CircuitPython_BMA423
    `,
        "lilygo_twatch_s3",
      ],
      [
        `
      Adafruit_CircuitPython_ConnectionManager Adafruit_CircuitPython_Display_Text
      Adafruit_CircuitPython_FakeRequests Adafruit_CircuitPython_NeoPixel Adafruit_CircuitPython_Requests
    `,
        "m5stack_core2",
      ],
      [
        `
      Adafruit_CircuitPython_ConnectionManager Adafruit_CircuitPython_Display_Shapes
      Adafruit_CircuitPython_Display_Text Adafruit_CircuitPython_FakeRequests Adafruit_CircuitPython_NeoPixel
      Adafruit_CircuitPython_Requests
    `,
        "m5stack_cores3 m5stack_cores3_se",
      ],
      [
        `
      Adafruit_CircuitPython_BusDevice Adafruit_CircuitPython_ConnectionManager Adafruit_CircuitPython_Display_Text
      Adafruit_CircuitPython_NeoPixel Adafruit_CircuitPython_Register Adafruit_CircuitPython_Requests
      Adafruit_CircuitPython_SSD1680 Adafruit_CircuitPython_UC8151D
    `,
        "maker_badge",
      ],
      [
        `
      Adafruit_CircuitPython_ConnectionManager Adafruit_CircuitPython_NeoPixel Adafruit_CircuitPython_Requests
      mixgo_cp_lib/mixgoce_lib
    `,
        "mixgo_ce_serial mixgo_ce_udisk",
      ],
      [
        `
      Adafruit_CircuitPython_BusDevice Adafruit_CircuitPython_DS3231 Adafruit_CircuitPython_NeoPixel
      Adafruit_CircuitPython_Register Adafruit_CircuitPython_SD
    `,
        "smartbeedesigns_bee_data_logger",
      ],
      ["Adafruit_CircuitPython_NeoPixel Adafruit_CircuitPython_SD", "unexpectedmaker_bling"],
      ["Adafruit_CircuitPython_ST7789", "unexpectedmaker_tinywatch_s3"],
    ],
    litex: [["", "fomu"]],
    mimxrt10xx: [
      [
        "",
        `
      adafruit_metro_m7_1011_sd feather_mimxrt1062 imxrt1015_evk imxrt1020_evk imxrt1040_evk imxrt1050_evkb
      imxrt1060_evk imxrt1060_evkb sparkfun_teensy_micromod teensy40 teensy41
    `,
      ],
      [
        `
      Adafruit_CircuitPython_ConnectionManager Adafruit_CircuitPython_ESP32SPI Adafruit_CircuitPython_Requests
    `,
        "feather_m7_1011 feather_mimxrt1011 imxrt1010_evk metro_m7_1011",
      ],
      ["Adafruit_CircuitPython_HID Adafruit_CircuitPython_NeoPixel", "makerdiary_imxrt1011_nanokit"],
    ],
    nordic: [
      [
        "",
        `
      ADM_B_NRF52840_1 Seeed_XIAO_nRF52840_Sense adafruit_led_glasses_nrf52840 aramcon2_badge aramcon_badge_2019
      arduino_nano_33_ble arduino_nano_33_ble_rev2 bastble bless_dev_board_multi_sensor bluemicro833 bluemicro840
      circuitplayground_bluefruit clue_nrf52840_express electronut_labs_blip electronut_labs_papyr
      espruino_banglejs2 feather_bluefruit_sense feather_nrf52840_express hiibot_bluefi ikigaisense_vita
      itsybitsy_nrf52840_express makerdiary_m60_keyboard makerdiary_nrf52840_m2_devkit makerdiary_nrf52840_mdk
      makerdiary_nrf52840_mdk_usb_dongle metro_nrf52840_express microbit_v2 nice_nano ohs2020_badge omnimo_nrf52840
      particle_argon particle_boron particle_xenon pca10056 pca10059 pca10100 pctel_wsc_1450 pillbug pitaya_go
      raytac_mdbt50q-db-40 raytac_mdbt50q-rx simmel sparkfun_nrf52840_micromod sparkfun_nrf52840_mini
      ssci_isp1807_dev_board ssci_isp1807_micro_board supermini_nrf52840 teknikio_bluebird
      tinkeringtech_scoutmakes_azul warmbit_bluepixel
    `,
      ],
      [
        `
      Adafruit_CircuitPython_BLE Adafruit_CircuitPython_BLE_Apple_Notification_Center Adafruit_CircuitPython_DRV2605
      Adafruit_CircuitPython_DS3231 Adafruit_CircuitPython_Display_Shapes Adafruit_CircuitPython_Display_Text
      Adafruit_CircuitPython_FocalTouch Adafruit_CircuitPython_LC709203F Adafruit_CircuitPython_LSM6DS
      Adafruit_CircuitPython_ProgressBar Adafruit_CircuitPython_Register Adafruit_CircuitPython_ST7789
    `,
        "TG-Watch",
      ],
      ["Adafruit_CircuitPython_BLE Adafruit_CircuitPython_NeoPixel challenger_840", "challenger_840"],
      [
        `
      Adafruit_CircuitPython_BLE Adafruit_CircuitPython_HID Adafruit_CircuitPython_NeoPixel
    `,
        "makerdiary_nrf52840_connectkit",
      ],
    ],
    raspberrypi: [
      [
        "",
        `
      0xcb_gemini 0xcb_helios 42keebs_frood 8086_rp2040_interfacer 8086_usb_interposer adafruit_feather_rp2040
      adafruit_feather_rp2040_adalogger adafruit_feather_rp2040_can adafruit_feather_rp2040_dvi
      adafruit_feather_rp2040_prop_maker adafruit_feather_rp2040_rfm adafruit_feather_rp2040_scorpio
      adafruit_feather_rp2040_thinkink adafruit_feather_rp2040_usb_host adafruit_feather_rp2350
      adafruit_feather_rp2350_adalogger adafruit_floppsy_rp2040 adafruit_fruit_jam adafruit_itsybitsy_rp2040
      adafruit_kb2040 adafruit_macropad_rp2040 adafruit_metro_rp2040 adafruit_metro_rp2350 adafruit_qt2040_trinkey
      adafruit_qtpy_rp2040 adafruit_tinychad_rp2350 arduino_nano_rp2040_connect bwshockley_figpi
      challenger_nb_rp2040_wifi challenger_rp2040_lte challenger_rp2040_wifi challenger_rp2040_wifi_ble cosmo_pico
      e_fidget electrolama_minik hack_club_sprig jpconstantineau_encoderpad_rp2040 jpconstantineau_pykey18
      jpconstantineau_pykey44 jpconstantineau_pykey60 jpconstantineau_pykey87 lilygo_t_display_rp2040 maple_elite_pi
      melopero_shake_rp2040 mtm_computer nullbits_bit_c_pro odt_bread_2040 odt_cast_away_rp2040 odt_rpga_feather
      orpheus_pico pimoroni_badger2040 pimoroni_explorer2350 pimoroni_interstate75 pimoroni_keybow2040
      pimoroni_motor2040 pimoroni_pga2040 pimoroni_pga2350 pimoroni_pico_plus2 pimoroni_pico_plus2w
      pimoroni_picolipo_16mb pimoroni_picolipo_4mb pimoroni_plasma2040 pimoroni_plasma2350 pimoroni_plasma2350w
      pimoroni_servo2040 pimoroni_tiny2040 pimoroni_tiny2040_2mb pimoroni_tiny2350 pimoroni_tinyfx
      proveskit_rp2040_v4 raspberry_pi_pico raspberry_pi_pico2 raspberry_pi_pico2_w raspberry_pi_pico_w
      rfguru_rp2040 seeeduino_xiao_rp2040 seeeduino_xiao_rp2350 silicognition_rp2040_shim sparkfun_micromod_rp2040
      sparkfun_pro_micro_rp2040 sparkfun_pro_micro_rp2350 sparkfun_thing_plus_rp2040 splitkb_liatris
      studiolab_picoexpander takayoshiotake_octave_rp2040 tinycircuits_thumby_color vcc_gnd_yd_rp2040
      waveshare_rp2040_geek waveshare_rp2040_lcd_0_96 waveshare_rp2040_lcd_1_28 waveshare_rp2040_one
      waveshare_rp2040_pizero waveshare_rp2040_plus_16mb waveshare_rp2040_plus_4mb waveshare_rp2040_tiny
      waveshare_rp2040_touch_lcd_1_28 waveshare_rp2040_zero waveshare_rp2350_geek waveshare_rp2350_lcd_0_96
      waveshare_rp2350_lcd_1_28 waveshare_rp2350_one waveshare_rp2350_plus waveshare_rp2350_tiny
      waveshare_rp2350_touch_lcd_1_28 waveshare_rp2350_zero weact_studio_pico weact_studio_pico_16mb
      weact_studio_rp2350b_core wisdpi_ardu2040m wisdpi_tiny_rp2040 wiznet_w5100s_evb_pico wiznet_w5100s_evb_pico2
      wiznet_w5500_evb_pico wiznet_w5500_evb_pico2
    `,
      ],
      [
        `
      Adafruit_CircuitPython_LED_Animation Adafruit_CircuitPython_MPU6050 Adafruit_CircuitPython_Motor
      Adafruit_CircuitPython_NeoPixel Adafruit_CircuitPython_Pixel_Framebuf Adafruit_CircuitPython_Register
      Adafruit_CircuitPython_SimpleIO Adafruit_CircuitPython_framebuf Adafruit_CircuitPython_seesaw
    `,
        "archi",
      ],
      [
        "Adafruit_CircuitPython_NeoPixel",
        `
      boardsource_blok datanoise_picoadk pimoroni_plasma2040w sparkfun_thing_plus_rp2350 wk-50
    `,
      ],
      [
        `
      Adafruit_CircuitPython_Bitmap_Font Adafruit_CircuitPython_Display_Shapes Adafruit_CircuitPython_Display_Text
      Adafruit_CircuitPython_HID Adafruit_CircuitPython_IRRemote Adafruit_CircuitPython_NeoPixel
      Adafruit_CircuitPython_Ticks Adafruit_CircuitPython_asyncio
    `,
        "bradanlanestudio_explorer_rp2040",
      ],
      [
        `
      Adafruit_CircuitPython_DotStar Adafruit_CircuitPython_LSM6DS Adafruit_CircuitPython_Register
    `,
        "breadstick_raspberry",
      ],
      ["Adafruit_CircuitPython_RFM9x", "challenger_rp2040_lora"],
      [
        "Adafruit_CircuitPython_SD",
        `
      challenger_rp2040_sdrtc datanoise_picoadk_v2 pimoroni_pico_dv_base pimoroni_pico_dv_base_w
    `,
      ],
      ["Adafruit_CircuitPython_RFM69", "challenger_rp2040_subghz"],
      [
        "Adafruit_CircuitPython_HID Adafruit_CircuitPython_Register",
        "challenger_rp2350_bconnect challenger_rp2350_wifi6_ble5",
      ],
      [
        `
      Adafruit_CircuitPython_AHTx0 Adafruit_CircuitPython_APDS9960 Adafruit_CircuitPython_DisplayIO_SSD1306
      Adafruit_CircuitPython_HTTPServer Adafruit_CircuitPython_ImageLoad Adafruit_CircuitPython_Motor
      Adafruit_CircuitPython_NeoPixel Adafruit_CircuitPython_SD Adafruit_CircuitPython_SSD1306
      Adafruit_CircuitPython_SimpleIO Adafruit_CircuitPython_framebuf
    `,
        "cytron_edu_pico_w",
      ],
      [
        `
      Adafruit_CircuitPython_AHTx0 Adafruit_CircuitPython_Display_Text Adafruit_CircuitPython_HTTPServer
      Adafruit_CircuitPython_ImageLoad Adafruit_CircuitPython_Motor Adafruit_CircuitPython_NeoPixel
      Adafruit_CircuitPython_OPT4048 Adafruit_CircuitPython_Register Adafruit_CircuitPython_SD
      Adafruit_CircuitPython_SSD1306 Adafruit_CircuitPython_SimpleIO Adafruit_CircuitPython_framebuf
      CircuitPython_edupico2_paj7620
    `,
        "cytron_edu_v2_pico_2w",
      ],
      [
        `
      Adafruit_CircuitPython_ConnectionManager Adafruit_CircuitPython_FakeRequests Adafruit_CircuitPython_Register
      Adafruit_CircuitPython_Requests Adafruit_CircuitPython_SimpleIO Adafruit_CircuitPython_Ticks
      Adafruit_CircuitPython_Wiznet5k circuitpython-pcf85063a
    `,
        "cytron_iriv_io_controller",
      ],
      [
        "Adafruit_CircuitPython_NeoPixel Adafruit_CircuitPython_SimpleIO",
        "cytron_maker_nano_rp2040 cytron_maker_uno_rp2040",
      ],
      [
        `
      Adafruit_CircuitPython_Motor Adafruit_CircuitPython_NeoPixel Adafruit_CircuitPython_SimpleIO
    `,
        "cytron_maker_pi_rp2040 cytron_motion_2350_pro",
      ],
      [
        `
      Adafruit_CircuitPython_IS31FL3731 Adafruit_CircuitPython_Motor Adafruit_CircuitPython_NeoPixel
      Adafruit_CircuitPython_Ticks Adafruit_CircuitPython_asyncio circuitpython_ef_music circuitpython_picoed
    `,
        "elecfreaks_picoed",
      ],
      [
        `
      Adafruit_CircuitPython_Display_Shapes Adafruit_CircuitPython_Display_Text Adafruit_CircuitPython_ProgressBar
      Adafruit_CircuitPython_Register Adafruit_CircuitPython_ST7789
    `,
        "heiafr_picomo_v2 heiafr_picomo_v3",
      ],
      [
        `
      Adafruit_CircuitPython_Bitmap_Font Adafruit_CircuitPython_DisplayIO_SSD1306
      Adafruit_CircuitPython_Display_Shapes Adafruit_CircuitPython_Display_Text
    `,
        "hxr_sao_dmm",
      ],
      ["circuitpython-stage/picosystem", "pajenicko_picopad pimoroni_picosystem"],
      ["Adafruit_CircuitPython_Register circuitpython-pcf85063a", "pimoroni_badger2040w pimoroni_inky_frame_7_3"],
      ["circuitpython-pcf85063a", "pimoroni_badger2350"],
      [
        `
      Adafruit_CircuitPython_Register Adafruit_CircuitPython_SD circuitpython-pcf85063a
    `,
        "pimoroni_inky_frame_5_7",
      ],
      ["Adafruit_CircuitPython_HID", "solderparty_bbq20kbd"],
      [
        `
      Adafruit_CircuitPython_HID Adafruit_CircuitPython_NeoPixel Adafruit_CircuitPython_Register
      solderparty_rp2040_stamp
    `,
        "solderparty_rp2040_stamp solderparty_rp2350_stamp solderparty_rp2350_stamp_xl",
      ],
      [
        `
      Adafruit_CircuitPython_DisplayIO_SSD1306 Adafruit_CircuitPython_SSD1306 Adafruit_CircuitPython_framebuf
    `,
        "tinycircuits_thumby",
      ],
      ["circuitpython-stage/ugame22", "ugame22"],
      [
        `
      Adafruit_CircuitPython_DisplayIO_SSD1306 Adafruit_CircuitPython_Display_Text Adafruit_CircuitPython_ImageLoad
      Adafruit_CircuitPython_MIDI Adafruit_CircuitPython_NeoPixel weenoisemakers_noisenugget
    `,
        "weenoisemakers_noisenugget",
      ],
      ["Adafruit_CircuitPython_MIDI Adafruit_CircuitPython_NeoPixel", "zrichard_rp2.65-f"],
    ],
    renode: [["", "renode_cortex_m0plus"]],
    silabs: [
      [
        "Adafruit_CircuitPython_BLE Adafruit_CircuitPython_Register",
        `
      devkit_xg24_brd2601b explorerkit_xg24_brd2703a sparkfun_thingplus_matter_mgm240p_brd2704a
    `,
      ],
    ],
    stm: [
      [
        "",
        `
      blues_cygnet daisy_seed_with_sdram espruino_pico espruino_wifi feather_stm32f405_express nucleo_f446re
      nucleo_f746zg nucleo_f767zi nucleo_h743zi_2 openmv_h7 pyb_nano_v2 pyboard_v11 sparkfun_stm32_thing_plus
      sparkfun_stm32f405_micromod stm32f411ce_blackpill stm32f411ce_blackpill_with_flash stm32f411ve_discovery
      stm32f412zg_discovery stm32f4_discovery stm32f746g_discovery swan_r5 thunderpack_v11 thunderpack_v12
    `,
      ],
      ["circuitpython-stage/meowbit", "meowbit_v121"],
    ],
  };

/** A board by the name of its folder; nearly all are in lower case. */
export type CircuitPythonBoardName =
  | Lowercase<string>
  | "cezerio_dev_ESP32C6"
  | "sunton_esp32_2424S012"
  | "sunton_esp32_2432S024C"
  | "sunton_esp32_2432S028"
  | "sunton_esp32_2432S032C"
  | "sunton_esp32_8048S050"
  | "sunton_esp32_8048S070"
  | "ADM_B_NRF52840_1"
  | "Seeed_XIAO_nRF52840_Sense"
  | "TG-Watch";
