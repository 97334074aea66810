// Names in MicroPython's firmware: builtins, modules, classes, methods, constants of all ports, and asyncio's. An
// attribute of such a name may belong to the firmware, so it is never renamed. The names are from the reference commit.

const NAMES = `
ADC ADCAll ADCBlock ADCChannel ADDR_LEN ADDR_TYPE_PUBLIC ADDR_TYPE_RANDOM_STATIC AD_TYPE_APPEARANCE
AD_TYPE_CLASS_OF_DEVICE AD_TYPE_FLAGS AD_TYPE_LE_ROLE AD_TYPE_SERVICE_DATA AD_TYPE_SHORT_LOCAL_NAME
AD_TYPE_TX_POWER_LEVEL AD_TYPE_URI AF AF_INET AF_INET6 AF_OD AF_PP ALARM0 ALL_ARROWS ALL_CLOCKS ALT
ALT_CORESIGHT_TRACE ALT_GPCK ALT_HSTX ALT_I2C ALT_OPEN_DRAIN ALT_PIO0 ALT_PIO1 ALT_PIO2 ALT_PWM ALT_SIO ALT_SPI
ALT_UART ALT_UART_AUX ALT_USB ALT_XIP_CS1 ANALOG ANGRY ANY_EVENT AP APA102 APA106 AP_IF AREF AREFB AREFC ARRAY ARROW_E
ARROW_N ARROW_NE ARROW_NW ARROW_S ARROW_SE ARROW_SW ARROW_W ASLEEP ATTN_0DB ATTN_11DB ATTN_2_5DB ATTN_6DB ATTR_CCCD
AUTH_CHAP AUTH_MAX AUTH_NONE AUTH_OPEN AUTH_OWE AUTH_PAP AUTH_WAPI_PSK AUTH_WEP AUTH_WPA2_ENTERPRISE AUTH_WPA2_PSK
AUTH_WPA2_WPA3_PSK AUTH_WPA3_ENT_192 AUTH_WPA3_EXT_PSK AUTH_WPA3_PSK AUTH_WPA_PSK AUTH_WPA_WPA2_PSK AUTO Accel
ArithmeticError AssertionError AttributeError BADDY BANDWIDTH_160 BANDWIDTH_20 BANDWIDTH_40 BANDWIDTH_80
BANDWIDTH_80_80 BA_DING BFINT16 BFINT32 BFINT8 BFUINT16 BFUINT32 BFUINT8 BF_LEN BF_POS BIG_ENDIAN BINARY_OP BIRTHDAY
BLE BLUES BOOT BOTH BRK_HIGH BRK_LOW BRK_OFF BUILD_LIST BUILD_MAP BUILD_SET BUILD_SLICE BUILD_TUPLE BUILTIN_CDC
BUILTIN_CDC_MSC BUILTIN_DEFAULT BUILTIN_MSC BUILTIN_NONE BUS_OFF BUTTERFLY BaseException BufferedWriter BytesIO
CALL_FUNCTION CALL_FUNCTION_VAR_KW CALL_METHOD CALL_METHOD_VAR_KW CAN CENTER CERT_NONE CERT_OPTIONAL CERT_REQUIRED
CHASE CHESSBOARD CIRCULAR CLOCK1 CLOCK10 CLOCK11 CLOCK12 CLOCK2 CLOCK3 CLOCK4 CLOCK5 CLOCK6 CLOCK7 CLOCK8 CLOCK9
CONFUSED CONTROLLER CORE_TEMP CORE_VBAT CORE_VDD CORE_VREF COW CTS CYW43 CancelledError Central Characteristic Counter
DAC DADADADUM DEBUG DEBUG_IF_RESET DECREMENT DEEPSLEEP DEEPSLEEP_RESET DELETE_DEREF DELETE_FAST DELETE_GLOBAL
DELETE_NAME DESC DIAMOND DIAMOND_SMALL DIRECTION_1LINE DIRECTION_2LINES DIRECTION_2LINES_RXONLY DMA DMATimer DOWN
DRIVE_0 DRIVE_1 DRIVE_2 DRIVE_3 DRIVE_4 DRIVE_5 DRIVE_6 DRIVE_7 DRIVE_OFF DUAL DUCK DUP_TOP DUP_TOP_TWO
DefaultDelegate DeflateIO Descriptor DiskAccess ENC_A ENC_AB ENC_B ENDPOINT_ADDR_ANY END_FINALLY ENTERTAINER EOFError
ERROR_ACTIVE ERROR_PASSIVE ERROR_WARNING ESPHOSTED ESPNow ESPNowBase ETH_CONNECTED ETH_DISCONNECTED ETH_GOT_IP
ETH_INITIALIZED ETH_STARTED ETH_STOPPED EVEN EVT_FALLING EVT_GAP_CONNECTED EVT_GAP_DISCONNECTED EVT_GATTS_WRITE
EVT_RISING EVT_RISING_FALLING EXT0_WAKE EXT1_WAKE EXT_ANT Ellipsis Encoder Endpoint Event Exception ExtInt FABULOUS
FALLING FILTERS_MAX FLAG_EXT_ID FLAG_INDICATE FLAG_NOTIFY FLAG_READ FLAG_RTR FLAG_UNORDERED FLAG_WRITE
FLAG_WRITE_NO_RESPONSE FLASH_CS FLASH_MISO FLASH_MOSI FLASH_SCK FLOAT32 FLOAT64 FOR_ITER FREQUENCY FUNERAL FUNK Facade
False FileIO FileSystem Flash FlashArea FlashBdev FrameBuffer FrameBuffer1 GET_ITER GET_ITER_STACK GHOST GIL GIRAFFE
GS2_HMSB GS4_HMSB GS8 GZIP GeneratorExit HAPPY HARD_RESET HEAP_DATA HEAP_EXEC HEART HEART_SMALL HIGH HIGH_POWER HOLD
HOUSE HSPI I2C I2CTarget I2S IC IDLE IF_AP IF_STA IGNORE IMPORT_FROM IMPORT_NAME IMPORT_STAR IN INCL INCREMENT INT
INT16 INT32 INT64 INT8 INT_ANT INT_VREF INV_CTS INV_RTS INV_RX INV_TX IN_HIGH IN_LOW IOBase IOQueue IPPROTO_ICMP
IPPROTO_IP IPPROTO_IPV4 IPPROTO_IPV6 IPPROTO_RAW IPPROTO_SEC IPPROTO_TCP IPPROTO_UDP IP_ADD_MEMBERSHIP
IP_DROP_MEMBERSHIP IRQ IRQ_ADDR_MATCH_READ IRQ_ADDR_MATCH_WRITE IRQ_BREAK IRQ_END_READ IRQ_END_WRITE IRQ_FALLING
IRQ_HIGH_LEVEL IRQ_INDEX IRQ_LOW_LEVEL IRQ_MATCH IRQ_MAX IRQ_MIN IRQ_READ_REQ IRQ_RESET IRQ_RISING IRQ_RISING_FALLING
IRQ_ROLL_OVER IRQ_ROLL_UNDER IRQ_RX IRQ_RXIDLE IRQ_SM0 IRQ_SM1 IRQ_SM2 IRQ_SM3 IRQ_STATE IRQ_THRESHOLD0 IRQ_THRESHOLD1
IRQ_TX IRQ_TXIDLE IRQ_TX_FAILED IRQ_TX_IDX_MASK IRQ_TX_IDX_SHIFT IRQ_WRITE_REQ IRQ_ZERO IWDG IWDG2 Image ImportError
IndentationError IndexError Interpolation JOIN_NONE JOIN_RX JOIN_TX JUMP JUMP_DOWN JUMP_IF_FALSE_OR_POP
JUMP_IF_TRUE_OR_POP JUMP_UP JsException JsProxy KEY_LEN KeyError KeyboardInterrupt LAN LCD LDO LED LIST16 LIST32
LITTLE_ENDIAN LOAD_ATTR LOAD_BUILD_CLASS LOAD_CONST_FALSE LOAD_CONST_NONE LOAD_CONST_OBJ LOAD_CONST_SMALL_INT
LOAD_CONST_STRING LOAD_CONST_TRUE LOAD_DEREF LOAD_FAST LOAD_FAST_N LOAD_GLOBAL LOAD_METHOD LOAD_NAME LOAD_NULL
LOAD_SUBSCR LOAD_SUPER_METHOD LOCKUP_RESET LOG_DEBUG LOG_ERROR LOG_INFO LOG_NONE LOG_VERBOSE LOG_WARNING LONG LONGLONG
LOOPBACK LOW LOW_POWER LPCOMP_RESET LSB Lock LockType LookupError Loop MAKE_CLOSURE MAKE_CLOSURE_DEFARGS MAKE_FUNCTION
MAKE_FUNCTION_DEFARGS MASK MASK16 MASK32 MASTER MATCH MAX_DATA_LEN MAX_ENCRYPT_PEER_NUM MAX_TOTAL_PEER_NUM
MBEDTLS_VERSION MED_POWER MEH MMCard MODE_11B MODE_11G MODE_11N MODE_CBC MODE_CTR MODE_ECB MODE_LOOPBACK MODE_LR
MODE_NORMAL MODE_SILENT MODE_SILENT_LOOPBACK MODE_SLEEP MONO MONO_HLSB MONO_HMSB MONO_VLSB MSB MSC MSG_DONTWAIT
MSG_PEEK MUSIC_CROTCHET MUSIC_QUAVER MUSIC_QUAVERS MVLSB MemoryError MicroBitDisplay MicroBitImage NATIVE NEGATIVE
NFC_RESET NO NORMAL NSS_HARD_INPUT NSS_HARD_OUTPUT NSS_SOFT NVS NYAN NameError None NoneType NotImplemented
NotImplementedError OC_ACTIVE OC_FORCED_ACTIVE OC_FORCED_INACTIVE OC_INACTIVE OC_TIMING OC_TOGGLE ODD ODE ONESHOT
ONE_SHOT OPEN OPEN_DRAIN OSError OUT OUT_HIGH OUT_LOW OUT_OD OUT_PP OrderedDict OverflowError PACMAN PCNT PERIODIC
PERIPHERAL PHY_DM9051 PHY_DP83825 PHY_DP83848 PHY_DP83867 PHY_GENERIC PHY_IP101 PHY_KSZ8041 PHY_KSZ8081 PHY_KSZ8851SNL
PHY_LAN8670 PHY_LAN8710 PHY_LAN8720 PHY_LAN8742 PHY_OPENETH PHY_RTL8201 PHY_RTL8211F PHY_W5500 PIN_WAKE PIO PIOASMEmit
PIOASMError PITCHFORK PM_NONE PM_PERFORMANCE PM_POWERSAVE POLLERR POLLHUP POLLIN POLLOUT POP_JUMP_IF_FALSE
POP_JUMP_IF_TRUE POP_TOP POSITIVE POWER_DOWN POWER_UP PPP PRELUDE PRIMARY PROP_AUTH_SIGNED_WR PROP_BROADCAST
PROP_INDICATE PROP_NOTIFY PROP_READ PROP_WRITE PROP_WRITE_WO_RESP PROTOCOL_DEFAULT PROTOCOL_DTLS_CLIENT
PROTOCOL_DTLS_SERVER PROTOCOL_LR PROTOCOL_SSLv3 PROTOCOL_TLS_CLIENT PROTOCOL_TLS_SERVER PROTOCOL_TLSv1
PROTOCOL_TLSv1_1 PROTOCOL_TLSv1_2 PTR PULL_DISABLED PULL_DOWN PULL_HOLD PULL_NONE PULL_OFF PULL_UP PULL_UP_22K
PULL_UP_47K PULSE_MAX PUNCHLINE PWM PWM_INVERTED PWRON_RESET PYTHON Partition Peripheral Pin PinAF PinBase QSPI_Flash
RABBIT RAISE_FROM RAISE_LAST RAISE_OBJ RANGE RATE_11M RATE_12M RATE_1M RATE_24M RATE_2M RATE_54M RATE_5M RATE_6M
RATE_LORA_250K RATE_LORA_500K RAW RECV_ERR_FULL RECV_ERR_OVERRUN RESERVE_MEM RETURN_VALUE REVERSE RGB565 RINGTONE
RISING RMT ROLLERSKATE ROT_THREE ROT_TWO RTC RTC_WAKE RTCounter RTS RUNNING RX RX_ANY RemoteProc RingIO RuntimeError
SAD SD SDCard SECONDARY SEC_CHAP SEC_DPP SEC_NONE SEC_OPEN SEC_OWE SEC_PAP SEC_SIZE SEC_WAPI SEC_WEP SEC_WPA SEC_WPA2
SEC_WPA2_ENT SEC_WPA2_WPA3 SEC_WPA2_WPA3_ENT SEC_WPA3 SEC_WPA3_ENT SEC_WPA3_ENT_192 SEC_WPA3_EXT_PSK SEC_WPA_ENT
SEC_WPA_WPA2 SETUP_EXCEPT SETUP_FINALLY SETUP_WITH SHIFT_LEFT SHIFT_RIGHT SHORT SILENT SILENT_LOOPBACK SILLY SKULL
SLAVE SLEEP SLEEP_LIGHT SLEEP_MODEM SLEEP_NONE SMILE SNAKE SOCK_DGRAM SOCK_RAW SOCK_STREAM SOFT_RESET SOL_SOCKET
SO_BINDTODEVICE SO_BROADCAST SO_KEEPALIVE SO_RCVTIMEO SO_REUSEADDR SO_SNDTIMEO SPI SPIFlash SQUARE SQUARE_SMALL
SSLContext SSLError SSLSocket STA STATE_ACTIVE STATE_BUS_OFF STATE_PASSIVE STATE_STOPPED STATE_WARNING STAT_ASSOC_FAIL
STAT_BEACON_TIMEOUT STAT_CONNECTING STAT_CONNECT_FAIL STAT_GOT_IP STAT_HANDSHAKE_TIMEOUT STAT_IDLE STAT_NO_AP_FOUND
STAT_WRONG_PASSWORD STA_IF STEREO STICKFIGURE STOPPED STORE_ATTR STORE_COMP STORE_DEREF STORE_FAST STORE_FAST_N
STORE_GLOBAL STORE_MAP STORE_NAME STORE_SUBSCR SURPRISED SWORD ScanEntry Scanner ScrollingString Sensor Server Service
Servo Signal SingletonGenerator SoftI2C SoftSPI StateMachine StopAsyncIteration StopIteration Stream StringIO Switch
SyntaxError SystemExit TARGET TCP_NODELAY TIMEOUT TIMER_WAKE TORTOISE TOUCHPAD_WAKE TRIANGLE TRIANGLE_LEFT TSHIRT TX
TX_QUEUE_LEN TYPE_APP TYPE_DATA Task TaskQueue Temp Template TextIO TextIOWrapper ThenableEvent ThreadSafeFlag
TimeoutError Timer TimerChannel TopLevelCoro TouchPad True TypeError UART UINT UINT16 UINT32 UINT64 UINT8 ULONG
ULONGLONG ULP ULP_WAKE UMBRELLA UNARY_OP UNPACK_EX UNPACK_SEQUENCE UNWIND_JUMP UP USBD_NCM USBDevice USB_HID USB_VCP
USHORT UUID UUID_CCCD UnicodeError VCP VCP_plus_HID VCP_plus_MSC VCP_plus_MSC_plus_HID VDDA VDDA2 VOID VREF ValueError
VfsFat VfsLfs1 VfsLfs2 VfsPosix VfsRom ViperTypeError VirtIODev WAKEUP_ALL_LOW WAKEUP_ANY_HIGH WAKE_HIGH WAKE_LOW
WAWAWAWAA WDT WDT_RESET WEDDING WEP WIDTH_10BIT WIDTH_11BIT WIDTH_12BIT WIDTH_13BIT WIDTH_9BIT WITH_CLEANUP WIZNET5K
WLAN WLAN_WAKE WPA WPA2 WPA_PSK WWDG WWDG2 XFER_FAILED XFER_STALLED XFER_SUCCESS XMAS YES YIELD_FROM YIELD_VALUE ZLIB
ZeroDivisionError _CounterBase _INSTANCES _PCNT _Remove _asdict _asyncio _build _configure _data _dequeue _dot_frozen
_enqueue _espnow _exc_handler _io_queue _machine _mpy _none_tuple _offset _onewire _overflow _overflows _pcnt
_percent__hash_o _percent__hash_x _phases _poll _promote_to_task _rp2 _run _serve _slash_flash _slash_flash_slash_lib
_slash_lib _slash_rom _slash_rom_slash_lib _slash_sd _slash_sd_slash_lib _stopper _task_queue _thread _top_level_task
_unit_id _v2 _webrepl a0 a1 a10 a11 a12 a13 a14 a15 a2 a2b_base64 a3 a4 a5 a6 a7 a8 a9 abs abs_tol accelerometer
accept aclose acos acosh acquire active ad_types add addCharacteristic addDescriptor addService add_n add_peer
add_program addi addi_n addmi addr addr4 addr6 addr_mode addr_size addr_type address addressof addrsize addx2 addx4
addx8 adjust_voltage adjustable adv_data advertise advertise_stop aes af af_list ahb_err alarm alarm_cancel alarm_left
alif align alive all allocate_lock alt alt_list andi angle antenna any apa102_write append appendleft areas arg args
argv array as_bytearray ascii asin asinh asm_pio asm_pio_encode asm_rv32 asm_thumb asm_xtensa asr asyncio_dot_core
atan atan2 atanh atexit atten attr_get_float attr_get_int attr_get_micros attr_get_millis attr_set attributes attrs
auipc auth authmode auto_restart autoconf6 average awrite awritestr b2a_base64 ball bandwidth bank bany based
battery_level baudrate bbc bbci bbs bbsi bcc bccz beq beqz beqz_n bge bgeu bgez big bin binVal binascii bind
bit_branch bitrate bits bitstream bitstream_channel bitstream_rmt bl ble blit block block_size blocks blt bltu bltz
bluetooth bnall bne bnez bnez_n bnone board bond bool boot bootloader bootsel_button bound_method bpm brk brs
brs_baudrate brs_bs1 brs_bs2 brs_prescaler brs_sample_point brs_sjw bs1 bs2 bssid bswap btree buf buffer buffer_size
buffering builtin_driver builtins busy button_a button_b bx bytearray bytearray_at bytecode byteorder bytes bytes_at
c_add c_addi c_addi4spn c_and c_andi c_beqz c_bnez c_ebreak c_j c_jal c_jalr c_jr c_li c_lui c_lw c_lwsp c_mv c_nop
c_or c_slli c_srai c_srli c_sub c_sw c_swsp c_xor ca_certs cachesize calcsize calibration call call0
call_exception_handler callable callback callx0 cancel cancel_send capture cd ceil center cert_reqs certfile cfun
chain_to channel channel_id chdir check_bootsec check_fw choice chr cipher classmethod clear clearfilter client_id
clk_in clk_out clock clock_div clock_pin close closure cls clz cm_mva01s cm_mvsa01 cm_pop cm_popret cm_popretz cm_push
cmath cmd cmp co_code co_consts co_filename co_firstlineno co_lines co_lnotab co_name co_names code collect
collections command commit compare compass compile complex config connect connectable connections const constants
contrast control_xfer_cb conversion copy copysign core coro cos cosh count counter country cpsid cpsie cpu crc crc32
crc8 create_flash_partition create_proxy create_task crop crs_dv cryptolib cs csi_available csi_disable csi_dropped
csi_enable csi_read csrrc csrrci csrrs csrrsi csrrw csrrwi ctrl cts cur_task current_task current_tid cycles data
datetime dcdc deadbeef deadtime debug dec decode decrypt deepsleep default deflate degrees deinit del_peer delattr
delay delay_max deleter deque desc_cfg desc_dev desc_strs dest detach device device_name dhcp dhcp4 dhcp6
dhcp_hostname dht_readinto dict dict_view difference difference_update digest dir direction disable disable_irq
discard disconnect disks display div divmod divu dma dns do_handshake_on_connect doc done drain drive dsync dummy dump
dumps dupterm dupterm_notify duration duty duty_cycle duty_ns duty_u16 ebreak ecall ecdsa_sign_callback elapsed_micros
elapsed_millis ellipse enable enable_irq enabled encode encoding encrypt end endswith entry enumerate env ep_max
erase_key erf erfc errno errorcode esf_free_bufs esp esp32 essid esync eval exc exc_info exception exec execfile
executable exit exp expm1 expression extend extframe extra_coverage extra_cpp_coverage extw f0 f_back f_code f_globals
f_lasti f_lineno fabs factorial falling fault_debug fdf feed ffi fficallback ffifunc ffimod ffivar fifo file fileno
fill fill_rect filter filter_ns filtered_xyz finalize find firstbit flags flash_erase flash_id flash_read flash_size
flash_user_start flash_version flash_write float floor flow flush fmod for format format_spec frame framebuf free
freemem freq frequency frexp from_bytes fromhex fromkeys frozenset fs_corrupted fstab fsync func function fw_version
gamma gap_advertise gap_connect gap_disconnect gap_name gap_ns gap_pair gap_passkey gap_scan gather
gattc_discover_services gattc_exchange_mtu gattc_read gattc_write gatts_indicate gatts_notify gatts_read
gatts_register_services gatts_set_buffer gatts_write gc gencall generator get getCharacteristic getCharacteristics
getCommonName getDescriptors getHandle getScanData getServiceByUUID getServices get_blob get_ciphers get_counters
get_event_loop get_exception_handler get_extra_info get_float get_i32 get_ident get_int get_micros get_millis
get_next_update get_peer get_peers get_pixel get_tempo get_timings getaddrinfo getattr getcwd getenv getpeercert
getrandbits getsizeof getter getvalue globals gmtime gp gpio gpio_base gpio_deep_sleep_hold gpio_matrix_in
gpio_matrix_out group groups gw4 handleConnection handleDiscovery handleNotification handler hard hard_reset
has_autoconf6 has_dhcp4 hasattr hash hashlib have_cdc hci_cmd heap heap_lock heap_locked heap_unlock heapify heappop
heappush heapq heartbeat height help hex hexlify hid hid_keyboard hid_mouse hidden high high_pri high_speed hline hold
host hostname i2c ibuf id idf_heap_info idf_task_info idle idle_level ifconfig ifidx ifname ignore ilistdir ill ill_n
imag image implementation in_base in_shiftdir inc_read inc_read_rev inc_write inc_write_rev index indices inet_ntop
inet_pton inf info init input insert int integer intensity intern interpolations intersection intersection_update
interval_us invert io ioctl ipconfig ipoll irecv irq irq_no irq_quiet irq_stats is_on is_preempt_thread is_ready
is_set isalpha isclose isconnected isdigit isdisjoint isenabled isfinite isinf isinstance islower isnan isrunning
isspace issubclass issubset issuperset isupper isync items itemsize iter iterable iterator itf_max jal jalr jclass
jmethod jmp jmp_pin jni jobject join js jsffi json jx kbd_intr keepends key keyfile keys l16si l16ui l2cap_connect
l2cap_disconnect l2cap_listen l2cap_recvinto l2cap_send l32i l32i_n l32r l8ui la label labels lb lbu ldexp ldo ldr
ldrb ldrex ldrh le_secure len length level lgamma lh lhu li libc_ver light lightsleep line list listdir listen little
lmk load load_binary load_cert_chain load_verify_locations loads locals localtime location lock locked log log10 log2
login lookahead loop loop_count low low_power lower lsl lsr lstrip lui lw lwip mac machine main makefile malloc map
mapper marshal match match_pin math max max_clients maxsize mck mcu_temperature md5 mdc mdio measure mem mem16 mem32
mem8 mem_addrsize mem_alloc mem_backup mem_current mem_free mem_info mem_peak mem_read mem_total mem_write memaddr
meminfo memory memoryview memw microbit micropython micros millis mimxrt min minkeypage miso mitm mkdir mkfs mktime
mod mod_peer mode mode_high mode_low mode_pin modf modify module modules monitor monospace mosi mount mount_all_disks
mount_all_filesystems mount_filesystem_flash mov mov_n movi movi_n movt movw movwt mrs msc mtime mtu mul mulh mulhsu
mulhu mull music mv name namedtuple names nan native nbytes neg network new new_event_loop new_service_callback
newline next nina nodename noise nop nop_n now nrf nsa nsau nss num_filter_banks num_instr num_sideset num_symbols
object oct off offset on onewire opaqueval opcode open open_connection open_itf_cb openamp opt opt_level ord ori os
osdebug out out_base out_buf out_shiftdir pack pack_ctrl pack_into pagesize panic params parity partition passive
password path peek peer_count peers_table pend_throw period peripheral ph_child ph_child_last ph_delete ph_key ph_meld
ph_next ph_pairing ph_rightmost_parent phase phase_a phase_b phases phy_addr phy_mode phy_type pi pid pin pin0 pin1
pin10 pin11 pin12 pin13 pin14 pin15 pin16 pin19 pin2 pin20 pin3 pin4 pin5 pin6 pin7 pin8 pin9 pininfo pins pitch pixel
pkt_get_info platform play pm polar polarity poll poller poly pop popitem popleft port pow power prefer prescaler
present preview print print_exception print_pcbs print_ver priority processor prog progsize properties
propertiesToString property props protocol ps1 ps2 psk_identity psk_key psoc_edge ptr ptr16 ptr32 ptr8 pull
pull_thresh pulse_width pulse_width_ns pulse_width_percent pulse_width_us push push_thresh put putenv pwm py pyb
pystack_space_exhausted pystack_use python_compiler qstr_info queue_read queue_write ra radians randint random
randrange range rate ratio raw_temperature rb rbit re read read1 readCharacteristic read_buf_len read_channel
read_core_temp read_core_vbat read_core_vref read_err read_mv read_timed read_timed_multi read_u16 read_uv read_vref
readbit readblocks readbyte readchar readexactly readfrom readfrom_into readfrom_mem readfrom_mem_into readinto
readinto1 readline readlines readonly readsize real reconnects rect recv recv_into recvfrom recvinto ref ref_clk
ref_clk_mode reg register registers regs rel_tol release rem remote_wakeup remove remove_program remu rename renesas
repeat repl_info repl_uart replace repr representing rer reset reset_cause reset_cb resolution_hz resp_data restart
ret ret_n return reverse reversed rfcore_fw_version rfcore_status rfcore_sys_hci rfind rindex ring_sel ring_size
rising rmdir rng rom_ioctl round route rp2 rpartition rsplit rsr rssi rstrip rsync rtr rts run run_forever
run_until_complete running_time rur rx rx_fifo rxbuf rxcallback rxd0 rxd1 s0 s1 s10 s11 s16i s2 s3 s32i s32i_n s4 s5
s6 s7 s8 s8i s9 samd sample_point sb scan schedule sck scl scroll sd sda sdiv search sec security seed seek select
self send send_ethernet send_recv sendall sendbreak sendto sep separators seq server_hostname server_psk_keys
server_side services servo set setConnectionHandler setNotificationHandler set_base set_blob set_boot set_buf
set_ciphers set_error set_exception_handler set_filters set_i32 set_native_code_location set_pixel set_pmk set_tempo
set_wakeup_period setattr setblocking setdefault setfilter setinterrupt setraw setsockopt setter settimeout settrace
setup sh sh1add sh2add sh3add sha1 sha256 shell_exec shift shift_down shift_left shift_right shift_up show shutdown
side sideset_base sideset_count sideset_opt signed sin single sinh size sizeof sjw sleep sleep_ms sleep_type sleep_us
slice slip sll slli slot slt slti sltiu sltu sniff_en sock sockaddr socket soft_reset sort sorted source_freq sp span
speed spi spiflash split splitlines sqrt sra srai src srl srli ssa8b ssa8l ssai ssid ssl ssl_version ssr stack_size
stack_use stall standby start start_new_thread start_pass start_sec start_server startswith stat state state_machine
staticmethod stations stats status statvfs stderr stdin stdout step stest_fileio stest_textio2 stm stop str str_max
strb stream stream_awrite strex strh string string_dot_templatelib strings strip struct sub subghz_cs subghz_irq
subghz_is_busy submit_xfer subtype subx2 subx4 subx8 sum super supportsRead sw swint symmetric_difference sync sys
sysname system t0 t1 t2 t3 t4 t5 t6 tan tanh target task tau tcgetattr tcsetattr tell temperature templatelib termios
text thread_analyze threshold threshold0 threshold1 throw ti tick_hz ticks ticks_add ticks_cpu ticks_diff ticks_ms
ticks_us tilt time time_ns time_pulse_us timeout timeout_char timeout_ms timingr tls to_bytes to_js toggle tp trace
tracebacklimit treq_sel triangle trigger trunc tseg1 tseg2 tuple tx tx_carrier tx_en tx_fifo txbuf txd0 txd1 txdone
txpower type uart ubluepy uctypes udelay udiv uint umount uname undefined unhexlify uniform union unique_id unlink
unpack unpack_ctrl unpack_from unregister unsafe unsetenv unused_flash_length unused_flash_start update upper urandom
urn usb_mode usb_msc user username usys utf8 utf_hyphen_8 uuid value values var vcmp vcvt_f32_s32 vcvt_s32_f32
verify_callback verify_mode version version_info vfs vid viper vldr vline vmov vmrs vneg voltage_mv vref vsqrt vstr
wait waitForNotifications wait_closed wait_done wait_for wait_for_ms wait_io_event waiting wake wake_on_ext0
wake_on_ext1 wake_on_gpio wake_on_touch wake_on_ulp wake_pins wake_reason wakeup wb weakref websocket wer wfi width
wifi wipy withDelegate with_response word wp wrap wrap_socket wrap_target wrap_used writable write write1
writeCharacteristic write_err write_mv write_pulses write_readinto write_timed writebit writeblocks writebyte
writechar writeto writeto_mem writevto ws wsr wur x0 x1 x10 x11 x12 x13 x14 x15 x16 x17 x18 x19 x2 x20 x21 x22 x23 x24
x25 x26 x27 x28 x29 x3 x30 x31 x4 x5 x6 x7 x8 x9 xfer_cb xor xori xsr xxx xxxx zephyr zero zip zsensor
`;

const names: ReadonlySet<string> = new Set(NAMES.trim().split(/\s+/));

/** Whether the firmware has this name. */
export function isFirmwareName(name: string): boolean {
  return names.has(name);
}
