//
// Content for MICROPY_MODULE_FROZEN_STR
//
#include <stdint.h>
#define MP_FROZEN_STR_NAMES \
"empty.py\0" \
"words.py\0" \

const uint32_t mp_frozen_str_sizes[] = { 0, 54, 0 };
const char mp_frozen_str_content[] = {
"\0"
"# \xc3\xbc" "ber \x01" "abc \\ \"quoted\"\r\nHELLO = \"hello\\t\"\n\nEND = \"\x04\"\n\0"
"\0"
};

//
// Content for MICROPY_MODULE_FROZEN_MPY
//
#include "py/mpconfig.h"
#include "py/objint.h"
#include "py/objstr.h"
#include "py/emitglue.h"
#include "py/nativeglue.h"

#if MICROPY_LONGINT_IMPL != 2
#error "incompatible MICROPY_LONGINT_IMPL"
#endif

#if MPZ_DIG_SIZE != 16
#error "incompatible MPZ_DIG_SIZE"
#endif

#if MICROPY_PY_BUILTINS_FLOAT
typedef struct _mp_obj_float_t {
    mp_obj_base_t base;
    mp_float_t value;
} mp_obj_float_t;
#endif

#if MICROPY_PY_BUILTINS_COMPLEX
typedef struct _mp_obj_complex_t {
    mp_obj_base_t base;
    mp_float_t real;
    mp_float_t imag;
} mp_obj_complex_t;
#endif

enum {
    MP_QSTR_0_dot_1_dot_0 = MP_QSTRnumber_of,
    MP_QSTR_1_dot_2_dot_0,
    MP_QSTR_2_dot_0_dot_0,
    MP_QSTR__lt_listcomp_gt_,
    MP_QSTR_BIG,
    MP_QSTR_HELLO,
    MP_QSTR_PI,
    MP_QSTR_Reader,
    MP_QSTR___all__,
    MP_QSTR___version__,
    MP_QSTR__pending,
    MP_QSTR_broken_space_frame_space_at_space_byte_space__percent_d,
    MP_QSTR_checksum,
    MP_QSTR_cobs,
    MP_QSTR_cobs_dot_py,
    MP_QSTR_codec,
    MP_QSTR_crc,
    MP_QSTR_crc_slash___init___dot_py,
    MP_QSTR_crc_slash_crc16_dot_py,
    MP_QSTR_crc_slash_crc8_dot_py,
    MP_QSTR_crc16,
    MP_QSTR_crc8,
    MP_QSTR_data,
    MP_QSTR_decode,
    MP_QSTR_encode,
    MP_QSTR_feed,
    MP_QSTR_frame,
    MP_QSTR_frames_slash___init___dot_py,
    MP_QSTR_frames_slash_codec_dot_py,
    MP_QSTR_greet,
    MP_QSTR_greeting_dot_py,
    MP_QSTR_message,
    MP_QSTR_name,
    MP_QSTR_pack,
    MP_QSTR_pkg_slash___init___dot_py,
    MP_QSTR_polynomial,
    MP_QSTR_unpack,
    MP_QSTR_words,
};

const qstr_hash_t mp_qstr_frozen_const_hashes[] = {
    26900,
    25878,
    25879,
    5588,
    50185,
    9735,
    29916,
    53536,
    50116,
    38975,
    41829,
    13881,
    16968,
    55736,
    34719,
    9995,
    19735,
    16101,
    48330,
    61557,
    59568,
    61391,
    56341,
    22953,
    51779,
    9127,
    35448,
    16889,
    53261,
    39076,
    24355,
    48238,
    30114,
    53692,
    26123,
    34695,
    15367,
    21496,
};

const qstr_len_t mp_qstr_frozen_const_lengths[] = {
    5,
    5,
    5,
    10,
    3,
    5,
    2,
    6,
    7,
    11,
    8,
    23,
    8,
    4,
    7,
    5,
    3,
    15,
    12,
    11,
    5,
    4,
    4,
    6,
    6,
    4,
    5,
    18,
    15,
    5,
    11,
    7,
    4,
    4,
    15,
    10,
    6,
    5,
};

extern const qstr_pool_t mp_qstr_const_pool;
const qstr_pool_t mp_qstr_frozen_const_pool = {
    &mp_qstr_const_pool, // previous pool
    MP_QSTRnumber_of, // previous pool size
    true, // is_sorted
    10, // allocated entries
    38, // used entries
    (qstr_hash_t *)mp_qstr_frozen_const_hashes,
    (qstr_len_t *)mp_qstr_frozen_const_lengths,
    {
        "0.1.0",
        "1.2.0",
        "2.0.0",
        "<listcomp>",
        "BIG",
        "HELLO",
        "PI",
        "Reader",
        "__all__",
        "__version__",
        "_pending",
        "broken frame at byte %d",
        "checksum",
        "cobs",
        "cobs.py",
        "codec",
        "crc",
        "crc/__init__.py",
        "crc/crc16.py",
        "crc/crc8.py",
        "crc16",
        "crc8",
        "data",
        "decode",
        "encode",
        "feed",
        "frame",
        "frames/__init__.py",
        "frames/codec.py",
        "greet",
        "greeting.py",
        "message",
        "name",
        "pack",
        "pkg/__init__.py",
        "polynomial",
        "unpack",
        "words",
    },
};

////////////////////////////////////////////////////////////////////////////////
// frozen module greeting
// - original source file: build/frozen_mpy/greeting.mpy
// - frozen file name: greeting.py
// - .mpy header: 4d:06:00:1f

// frozen bytecode for file greeting.py, scope greeting__lt_module_gt_
static const byte fun_data_greeting__lt_module_gt_[16] = {
    0x08,0x04, // prelude
    0x01, // names: <module>
    0x66, // code info
    0x80, // LOAD_CONST_SMALL_INT 0
    0x51, // LOAD_CONST_NONE
    0x1b,0x02, // IMPORT_NAME 'words'
    0x16,0x02, // STORE_NAME 'words'
    0x32,0x00, // MAKE_FUNCTION 0
    0x16,0x03, // STORE_NAME 'greet'
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
// child of greeting__lt_module_gt_
// frozen bytecode for file greeting.py, scope greeting_greet
static const byte fun_data_greeting_greet[14] = {
    0x11,0x0a, // prelude
    0x03,0x05, // names: greet, name
    0x60,0x20,0x20, // code info
    0x12,0x02, // LOAD_GLOBAL 'words'
    0x13,0x04, // LOAD_ATTR 'HELLO'
    0xb0, // LOAD_FAST 0
    0xf2, // BINARY_OP 27 __add__
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_greeting_greet = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_greeting_greet,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 14,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 3,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 1,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 3,
        .line_info = fun_data_greeting_greet + 4,
        .line_info_top = fun_data_greeting_greet + 7,
        .opcodes = fun_data_greeting_greet + 7,
    },
    #endif
    #endif
};
#else
#define proto_fun_greeting_greet fun_data_greeting_greet[0]
#endif

static const mp_raw_code_t *const children_greeting__lt_module_gt_[] = {
    (const mp_raw_code_t *)&proto_fun_greeting_greet,
};

static const mp_raw_code_truncated_t proto_fun_greeting__lt_module_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_greeting__lt_module_gt_,
    .children = (void *)&children_greeting__lt_module_gt_,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 16,
    .n_children = 1,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 2,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 0,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 1,
        .line_info = fun_data_greeting__lt_module_gt_ + 3,
        .line_info_top = fun_data_greeting__lt_module_gt_ + 4,
        .opcodes = fun_data_greeting__lt_module_gt_ + 4,
    },
    #endif
    #endif
};

static const qstr_short_t const_qstr_table_data_greeting[6] = {
    MP_QSTR_greeting_dot_py,
    MP_QSTR__lt_module_gt_,
    MP_QSTR_words,
    MP_QSTR_greet,
    MP_QSTR_HELLO,
    MP_QSTR_name,
};

static const mp_frozen_module_t frozen_module_greeting = {
    .constants = {
        .qstr_table = (qstr_short_t *)&const_qstr_table_data_greeting,
        .obj_table = NULL,
    },
    .proto_fun = &proto_fun_greeting__lt_module_gt_,
};

////////////////////////////////////////////////////////////////////////////////
// frozen module pkg___init__
// - original source file: build/frozen_mpy/pkg/__init__.mpy
// - frozen file name: pkg/__init__.py
// - .mpy header: 4d:06:00:1f

// frozen bytecode for file pkg/__init__.py, scope pkg___init____lt_module_gt_
static const byte fun_data_pkg___init____lt_module_gt_[14] = {
    0x00,0x04, // prelude
    0x01, // names: <module>
    0x24, // code info
    0x23,0x00, // LOAD_CONST_OBJ 0
    0x16,0x02, // STORE_NAME 'BIG'
    0x23,0x01, // LOAD_CONST_OBJ 1
    0x16,0x03, // STORE_NAME 'PI'
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_pkg___init____lt_module_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_pkg___init____lt_module_gt_,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 14,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 1,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 0,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 1,
        .line_info = fun_data_pkg___init____lt_module_gt_ + 3,
        .line_info_top = fun_data_pkg___init____lt_module_gt_ + 4,
        .opcodes = fun_data_pkg___init____lt_module_gt_ + 4,
    },
    #endif
    #endif
};
#else
#define proto_fun_pkg___init____lt_module_gt_ fun_data_pkg___init____lt_module_gt_[0]
#endif

static const qstr_short_t const_qstr_table_data_pkg___init__[4] = {
    MP_QSTR_pkg_slash___init___dot_py,
    MP_QSTR__lt_module_gt_,
    MP_QSTR_BIG,
    MP_QSTR_PI,
};

// constants
static const mp_obj_int_t const_obj_pkg___init___0 = {{&mp_type_int}, {.neg=0, .fixed_dig=1, .alloc=7, .len=7, .dig=(uint16_t*)(const uint16_t[]){0xad2,0x4e3f,0xe0ee,0xc373,0xff6,0x8ee9,0x1}}};
#if MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_A || MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_B
static const mp_obj_float_t const_obj_pkg___init___1 = {{&mp_type_float}, (mp_float_t)3.25};
#define const_obj_pkg___init___1_macro MP_ROM_PTR(&const_obj_pkg___init___1)
#elif MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_C
#define const_obj_pkg___init___1_macro ((mp_rom_obj_t)(0xc0d00002))
#elif MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_D
#define const_obj_pkg___init___1_macro ((mp_rom_obj_t)(0xc00e000000000000))
#endif

// constant table
static const mp_rom_obj_t const_obj_table_data_pkg___init__[2] = {
    MP_ROM_PTR(&const_obj_pkg___init___0),
    const_obj_pkg___init___1_macro,
};

static const mp_frozen_module_t frozen_module_pkg___init__ = {
    .constants = {
        .qstr_table = (qstr_short_t *)&const_qstr_table_data_pkg___init__,
        .obj_table = (mp_obj_t *)&const_obj_table_data_pkg___init__,
    },
    .proto_fun = &proto_fun_pkg___init____lt_module_gt_,
};

////////////////////////////////////////////////////////////////////////////////
// frozen module cobs
// - original source file: build/frozen_mpy/cobs.mpy
// - frozen file name: cobs.py
// - .mpy header: 4d:06:00:1f

// frozen bytecode for file cobs.py, scope cobs__lt_module_gt_
static const byte fun_data_cobs__lt_module_gt_[21] = {
    0x00,0x0a, // prelude
    0x01, // names: <module>
    0x84,0x0c,0x84,0x0e, // code info
    0x32,0x00, // MAKE_FUNCTION 0
    0x16,0x03, // STORE_NAME 'encode'
    0x32,0x01, // MAKE_FUNCTION 1
    0x16,0x07, // STORE_NAME 'decode'
    0x10,0x02, // LOAD_CONST_STRING '0.1.0'
    0x16,0x08, // STORE_NAME '__version__'
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
// child of cobs__lt_module_gt_
// frozen bytecode for file cobs.py, scope cobs_encode
static const byte fun_data_cobs_encode[103] = {
    0x59,0x16, // prelude
    0x03,0x09, // names: encode, data
    0x20,0x25,0x2b,0x22,0x29,0x2e,0x34,0x2d,0x2a, // code info
    0x12,0x0a, // LOAD_GLOBAL 'bytearray'
    0x34,0x00, // CALL_FUNCTION 0
    0xc1, // STORE_FAST 1
    0xb0, // LOAD_FAST 0
    0x14,0x04, // LOAD_METHOD 'split'
    0x23,0x00, // LOAD_CONST_OBJ 0
    0x36,0x01, // CALL_METHOD 1
    0x5f, // GET_ITER_STACK
    0x4b,0x45, // FOR_ITER 69
    0xc2, // STORE_FAST 2
    0x42,0x60, // JUMP 32
    0xb1, // LOAD_FAST 1
    0x14,0x05, // LOAD_METHOD 'append'
    0x22,0x81,0x7f, // LOAD_CONST_SMALL_INT 255
    0x36,0x01, // CALL_METHOD 1
    0x59, // POP_TOP
    0xb1, // LOAD_FAST 1
    0x14,0x06, // LOAD_METHOD 'extend'
    0xb2, // LOAD_FAST 2
    0x51, // LOAD_CONST_NONE
    0x22,0x81,0x7e, // LOAD_CONST_SMALL_INT 254
    0x2e,0x02, // BUILD_SLICE 2
    0x55, // LOAD_SUBSCR
    0x36,0x01, // CALL_METHOD 1
    0x59, // POP_TOP
    0xb2, // LOAD_FAST 2
    0x22,0x81,0x7e, // LOAD_CONST_SMALL_INT 254
    0x51, // LOAD_CONST_NONE
    0x2e,0x02, // BUILD_SLICE 2
    0x55, // LOAD_SUBSCR
    0xc2, // STORE_FAST 2
    0x12,0x0b, // LOAD_GLOBAL 'len'
    0xb2, // LOAD_FAST 2
    0x34,0x01, // CALL_FUNCTION 1
    0x22,0x81,0x7e, // LOAD_CONST_SMALL_INT 254
    0xdb, // BINARY_OP 4 __ge__
    0x43,0x15, // POP_JUMP_IF_TRUE -43
    0xb1, // LOAD_FAST 1
    0x14,0x05, // LOAD_METHOD 'append'
    0x12,0x0b, // LOAD_GLOBAL 'len'
    0xb2, // LOAD_FAST 2
    0x34,0x01, // CALL_FUNCTION 1
    0x81, // LOAD_CONST_SMALL_INT 1
    0xf2, // BINARY_OP 27 __add__
    0x36,0x01, // CALL_METHOD 1
    0x59, // POP_TOP
    0xb1, // LOAD_FAST 1
    0x14,0x06, // LOAD_METHOD 'extend'
    0xb2, // LOAD_FAST 2
    0x36,0x01, // CALL_METHOD 1
    0x59, // POP_TOP
    0x42,0xb9,0x7f, // JUMP -71
    0x12,0x0c, // LOAD_GLOBAL 'bytes'
    0xb1, // LOAD_FAST 1
    0x34,0x01, // CALL_FUNCTION 1
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_cobs_encode = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_cobs_encode,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 103,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 12,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 1,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 3,
        .line_info = fun_data_cobs_encode + 4,
        .line_info_top = fun_data_cobs_encode + 13,
        .opcodes = fun_data_cobs_encode + 13,
    },
    #endif
    #endif
};
#else
#define proto_fun_cobs_encode fun_data_cobs_encode[0]
#endif

// child of cobs__lt_module_gt_
// frozen bytecode for file cobs.py, scope cobs_decode
static const byte fun_data_cobs_decode[114] = {
    0x49,0x1c, // prelude
    0x07,0x0d, // names: decode, frame
    0x80,0x0d,0x25,0x22,0x23,0x24,0x30,0x29,0x30,0x24,0x30,0x31, // code info
    0x12,0x0a, // LOAD_GLOBAL 'bytearray'
    0x34,0x00, // CALL_FUNCTION 0
    0xc1, // STORE_FAST 1
    0x80, // LOAD_CONST_SMALL_INT 0
    0xc2, // STORE_FAST 2
    0x42,0xc8,0x80, // JUMP 72
    0xb0, // LOAD_FAST 0
    0xb2, // LOAD_FAST 2
    0x55, // LOAD_SUBSCR
    0xc3, // STORE_FAST 3
    0xb3, // LOAD_FAST 3
    0x80, // LOAD_CONST_SMALL_INT 0
    0xd9, // BINARY_OP 2 __eq__
    0x43,0x4b, // POP_JUMP_IF_TRUE 11
    0xb2, // LOAD_FAST 2
    0xb3, // LOAD_FAST 3
    0xf2, // BINARY_OP 27 __add__
    0x12,0x0b, // LOAD_GLOBAL 'len'
    0xb0, // LOAD_FAST 0
    0x34,0x01, // CALL_FUNCTION 1
    0xd8, // BINARY_OP 1 __gt__
    0x44,0x49, // POP_JUMP_IF_FALSE 9
    0x12,0x0e, // LOAD_GLOBAL 'ValueError'
    0x23,0x01, // LOAD_CONST_OBJ 1
    0xb2, // LOAD_FAST 2
    0xf8, // BINARY_OP 33 __mod__
    0x34,0x01, // CALL_FUNCTION 1
    0x65, // RAISE_OBJ
    0xb1, // LOAD_FAST 1
    0x14,0x06, // LOAD_METHOD 'extend'
    0xb0, // LOAD_FAST 0
    0xb2, // LOAD_FAST 2
    0x81, // LOAD_CONST_SMALL_INT 1
    0xf2, // BINARY_OP 27 __add__
    0xb2, // LOAD_FAST 2
    0xb3, // LOAD_FAST 3
    0xf2, // BINARY_OP 27 __add__
    0x2e,0x02, // BUILD_SLICE 2
    0x55, // LOAD_SUBSCR
    0x36,0x01, // CALL_METHOD 1
    0x59, // POP_TOP
    0xb2, // LOAD_FAST 2
    0xb3, // LOAD_FAST 3
    0xe5, // BINARY_OP 14 __iadd__
    0xc2, // STORE_FAST 2
    0xb3, // LOAD_FAST 3
    0x22,0x81,0x7f, // LOAD_CONST_SMALL_INT 255
    0xd7, // BINARY_OP 0 __lt__
    0x44,0x50, // POP_JUMP_IF_FALSE 16
    0xb2, // LOAD_FAST 2
    0x12,0x0b, // LOAD_GLOBAL 'len'
    0xb0, // LOAD_FAST 0
    0x34,0x01, // CALL_FUNCTION 1
    0xd7, // BINARY_OP 0 __lt__
    0x44,0x47, // POP_JUMP_IF_FALSE 7
    0xb1, // LOAD_FAST 1
    0x14,0x05, // LOAD_METHOD 'append'
    0x80, // LOAD_CONST_SMALL_INT 0
    0x36,0x01, // CALL_METHOD 1
    0x59, // POP_TOP
    0xb2, // LOAD_FAST 2
    0x12,0x0b, // LOAD_GLOBAL 'len'
    0xb0, // LOAD_FAST 0
    0x34,0x01, // CALL_FUNCTION 1
    0xd7, // BINARY_OP 0 __lt__
    0x43,0xae,0x7f, // POP_JUMP_IF_TRUE -82
    0x12,0x0c, // LOAD_GLOBAL 'bytes'
    0xb1, // LOAD_FAST 1
    0x34,0x01, // CALL_FUNCTION 1
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_cobs_decode = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_cobs_decode,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 114,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 10,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 1,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 7,
        .line_info = fun_data_cobs_decode + 4,
        .line_info_top = fun_data_cobs_decode + 16,
        .opcodes = fun_data_cobs_decode + 16,
    },
    #endif
    #endif
};
#else
#define proto_fun_cobs_decode fun_data_cobs_decode[0]
#endif

static const mp_raw_code_t *const children_cobs__lt_module_gt_[] = {
    (const mp_raw_code_t *)&proto_fun_cobs_encode,
    (const mp_raw_code_t *)&proto_fun_cobs_decode,
};

static const mp_raw_code_truncated_t proto_fun_cobs__lt_module_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_cobs__lt_module_gt_,
    .children = (void *)&children_cobs__lt_module_gt_,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 21,
    .n_children = 2,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 1,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 0,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 1,
        .line_info = fun_data_cobs__lt_module_gt_ + 3,
        .line_info_top = fun_data_cobs__lt_module_gt_ + 7,
        .opcodes = fun_data_cobs__lt_module_gt_ + 7,
    },
    #endif
    #endif
};

static const qstr_short_t const_qstr_table_data_cobs[15] = {
    MP_QSTR_cobs_dot_py,
    MP_QSTR__lt_module_gt_,
    MP_QSTR_0_dot_1_dot_0,
    MP_QSTR_encode,
    MP_QSTR_split,
    MP_QSTR_append,
    MP_QSTR_extend,
    MP_QSTR_decode,
    MP_QSTR___version__,
    MP_QSTR_data,
    MP_QSTR_bytearray,
    MP_QSTR_len,
    MP_QSTR_bytes,
    MP_QSTR_frame,
    MP_QSTR_ValueError,
};

// constants
static const mp_obj_str_t const_obj_cobs_0 = {{&mp_type_bytes}, 46501, 1, (const byte*)"\x00"};

// constant table
static const mp_rom_obj_t const_obj_table_data_cobs[2] = {
    MP_ROM_PTR(&const_obj_cobs_0),
    MP_ROM_QSTR(MP_QSTR_broken_space_frame_space_at_space_byte_space__percent_d),
};

static const mp_frozen_module_t frozen_module_cobs = {
    .constants = {
        .qstr_table = (qstr_short_t *)&const_qstr_table_data_cobs,
        .obj_table = (mp_obj_t *)&const_obj_table_data_cobs,
    },
    .proto_fun = &proto_fun_cobs__lt_module_gt_,
};

////////////////////////////////////////////////////////////////////////////////
// frozen module crc___init__
// - original source file: build/frozen_mpy/crc/__init__.mpy
// - frozen file name: crc/__init__.py
// - .mpy header: 4d:06:00:1f

// frozen bytecode for file crc/__init__.py, scope crc___init____lt_module_gt_
static const byte fun_data_crc___init____lt_module_gt_[40] = {
    0x08,0x08, // prelude
    0x01, // names: <module>
    0x2c,0x4c,0x64, // code info
    0x81, // LOAD_CONST_SMALL_INT 1
    0x10,0x02, // LOAD_CONST_STRING 'crc16'
    0x2a,0x01, // BUILD_TUPLE 1
    0x1b,0x02, // IMPORT_NAME 'crc16'
    0x1c,0x02, // IMPORT_FROM 'crc16'
    0x16,0x02, // STORE_NAME 'crc16'
    0x59, // POP_TOP
    0x81, // LOAD_CONST_SMALL_INT 1
    0x10,0x03, // LOAD_CONST_STRING 'crc8'
    0x2a,0x01, // BUILD_TUPLE 1
    0x1b,0x03, // IMPORT_NAME 'crc8'
    0x1c,0x03, // IMPORT_FROM 'crc8'
    0x16,0x03, // STORE_NAME 'crc8'
    0x59, // POP_TOP
    0x23,0x00, // LOAD_CONST_OBJ 0
    0x16,0x05, // STORE_NAME '__all__'
    0x10,0x04, // LOAD_CONST_STRING '1.2.0'
    0x16,0x06, // STORE_NAME '__version__'
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_crc___init____lt_module_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_crc___init____lt_module_gt_,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 40,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 2,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 0,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 1,
        .line_info = fun_data_crc___init____lt_module_gt_ + 3,
        .line_info_top = fun_data_crc___init____lt_module_gt_ + 6,
        .opcodes = fun_data_crc___init____lt_module_gt_ + 6,
    },
    #endif
    #endif
};
#else
#define proto_fun_crc___init____lt_module_gt_ fun_data_crc___init____lt_module_gt_[0]
#endif

static const qstr_short_t const_qstr_table_data_crc___init__[7] = {
    MP_QSTR_crc_slash___init___dot_py,
    MP_QSTR__lt_module_gt_,
    MP_QSTR_crc16,
    MP_QSTR_crc8,
    MP_QSTR_1_dot_2_dot_0,
    MP_QSTR___all__,
    MP_QSTR___version__,
};

// constants
static const mp_rom_obj_tuple_t const_obj_crc___init___0 = {{&mp_type_tuple}, 2, {
    MP_ROM_QSTR(MP_QSTR_crc8),
    MP_ROM_QSTR(MP_QSTR_crc16),
}};

// constant table
static const mp_rom_obj_t const_obj_table_data_crc___init__[1] = {
    MP_ROM_PTR(&const_obj_crc___init___0),
};

static const mp_frozen_module_t frozen_module_crc___init__ = {
    .constants = {
        .qstr_table = (qstr_short_t *)&const_qstr_table_data_crc___init__,
        .obj_table = (mp_obj_t *)&const_obj_table_data_crc___init__,
    },
    .proto_fun = &proto_fun_crc___init____lt_module_gt_,
};

////////////////////////////////////////////////////////////////////////////////
// frozen module crc_crc16
// - original source file: build/frozen_mpy/crc/crc16.mpy
// - frozen file name: crc/crc16.py
// - .mpy header: 4d:06:00:1f

// frozen bytecode for file crc/crc16.py, scope crc_crc16__lt_module_gt_
static const byte fun_data_crc_crc16__lt_module_gt_[25] = {
    0x08,0x06, // prelude
    0x01, // names: <module>
    0x8e,0x08, // code info
    0x22,0x83,0xff,0x7f, // LOAD_CONST_SMALL_INT 65535
    0x22,0xa0,0x21, // LOAD_CONST_SMALL_INT 4129
    0x2a,0x02, // BUILD_TUPLE 2
    0x53, // LOAD_NULL
    0x33,0x00, // MAKE_FUNCTION_DEFARGS 0
    0x16,0x03, // STORE_NAME 'crc16'
    0x10,0x02, // LOAD_CONST_STRING '1.2.0'
    0x16,0x04, // STORE_NAME '__version__'
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
// child of crc_crc16__lt_module_gt_
// frozen bytecode for file crc/crc16.py, scope crc_crc16_crc16
static const byte fun_data_crc_crc16_crc16[66] = {
    0xdb,0x80,0x01,0x14, // prelude
    0x03,0x05,0x06,0x07, // names: crc16, data, crc, polynomial
    0x20,0x25,0x26,0x25,0x1f,0x23, // code info
    0xb0, // LOAD_FAST 0
    0x5f, // GET_ITER_STACK
    0x4b,0x2e, // FOR_ITER 46
    0xc3, // STORE_FAST 3
    0xb1, // LOAD_FAST 1
    0xb3, // LOAD_FAST 3
    0x88, // LOAD_CONST_SMALL_INT 8
    0xf0, // BINARY_OP 25 __lshift__
    0xe1, // BINARY_OP 10 __ixor__
    0xc1, // STORE_FAST 1
    0x80, // LOAD_CONST_SMALL_INT 0
    0x42,0x5c, // JUMP 28
    0x57, // DUP_TOP
    0xc4, // STORE_FAST 4
    0xb1, // LOAD_FAST 1
    0x22,0x82,0x80,0x00, // LOAD_CONST_SMALL_INT 32768
    0xef, // BINARY_OP 24 __and__
    0x44,0x4c, // POP_JUMP_IF_FALSE 12
    0xb1, // LOAD_FAST 1
    0x81, // LOAD_CONST_SMALL_INT 1
    0xf0, // BINARY_OP 25 __lshift__
    0xb2, // LOAD_FAST 2
    0xee, // BINARY_OP 23 __xor__
    0x22,0x83,0xff,0x7f, // LOAD_CONST_SMALL_INT 65535
    0xef, // BINARY_OP 24 __and__
    0x42,0x43, // JUMP 3
    0xb1, // LOAD_FAST 1
    0x81, // LOAD_CONST_SMALL_INT 1
    0xf0, // BINARY_OP 25 __lshift__
    0xc1, // STORE_FAST 1
    0x81, // LOAD_CONST_SMALL_INT 1
    0xe5, // BINARY_OP 14 __iadd__
    0x57, // DUP_TOP
    0x88, // LOAD_CONST_SMALL_INT 8
    0xd7, // BINARY_OP 0 __lt__
    0x43,0x1f, // POP_JUMP_IF_TRUE -33
    0x59, // POP_TOP
    0x42,0x10, // JUMP -48
    0xb1, // LOAD_FAST 1
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_crc_crc16_crc16 = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_crc_crc16_crc16,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 66,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 12,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 3,
        .n_kwonly_args = 0,
        .n_def_pos_args = 2,
        .qstr_block_name_idx = 3,
        .line_info = fun_data_crc_crc16_crc16 + 8,
        .line_info_top = fun_data_crc_crc16_crc16 + 14,
        .opcodes = fun_data_crc_crc16_crc16 + 14,
    },
    #endif
    #endif
};
#else
#define proto_fun_crc_crc16_crc16 fun_data_crc_crc16_crc16[0]
#endif

static const mp_raw_code_t *const children_crc_crc16__lt_module_gt_[] = {
    (const mp_raw_code_t *)&proto_fun_crc_crc16_crc16,
};

static const mp_raw_code_truncated_t proto_fun_crc_crc16__lt_module_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_crc_crc16__lt_module_gt_,
    .children = (void *)&children_crc_crc16__lt_module_gt_,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 25,
    .n_children = 1,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 2,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 0,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 1,
        .line_info = fun_data_crc_crc16__lt_module_gt_ + 3,
        .line_info_top = fun_data_crc_crc16__lt_module_gt_ + 5,
        .opcodes = fun_data_crc_crc16__lt_module_gt_ + 5,
    },
    #endif
    #endif
};

static const qstr_short_t const_qstr_table_data_crc_crc16[8] = {
    MP_QSTR_crc_slash_crc16_dot_py,
    MP_QSTR__lt_module_gt_,
    MP_QSTR_1_dot_2_dot_0,
    MP_QSTR_crc16,
    MP_QSTR___version__,
    MP_QSTR_data,
    MP_QSTR_crc,
    MP_QSTR_polynomial,
};

static const mp_frozen_module_t frozen_module_crc_crc16 = {
    .constants = {
        .qstr_table = (qstr_short_t *)&const_qstr_table_data_crc_crc16,
        .obj_table = NULL,
    },
    .proto_fun = &proto_fun_crc_crc16__lt_module_gt_,
};

////////////////////////////////////////////////////////////////////////////////
// frozen module crc_crc8
// - original source file: build/frozen_mpy/crc/crc8.mpy
// - frozen file name: crc/crc8.py
// - .mpy header: 4d:06:00:1f

// frozen bytecode for file crc/crc8.py, scope crc_crc8__lt_module_gt_
static const byte fun_data_crc_crc8__lt_module_gt_[20] = {
    0x08,0x06, // prelude
    0x01, // names: <module>
    0x89,0x08, // code info
    0x80, // LOAD_CONST_SMALL_INT 0
    0x87, // LOAD_CONST_SMALL_INT 7
    0x2a,0x02, // BUILD_TUPLE 2
    0x53, // LOAD_NULL
    0x33,0x00, // MAKE_FUNCTION_DEFARGS 0
    0x16,0x03, // STORE_NAME 'crc8'
    0x10,0x02, // LOAD_CONST_STRING '1.2.0'
    0x16,0x04, // STORE_NAME '__version__'
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
// child of crc_crc8__lt_module_gt_
// frozen bytecode for file crc/crc8.py, scope crc_crc8_crc8
static const byte fun_data_crc_crc8_crc8[62] = {
    0xdb,0x80,0x01,0x14, // prelude
    0x03,0x05,0x06,0x07, // names: crc8, data, crc, polynomial
    0x20,0x25,0x24,0x25,0x1f,0x21, // code info
    0xb0, // LOAD_FAST 0
    0x5f, // GET_ITER_STACK
    0x4b,0x2a, // FOR_ITER 42
    0xc3, // STORE_FAST 3
    0xb1, // LOAD_FAST 1
    0xb3, // LOAD_FAST 3
    0xe1, // BINARY_OP 10 __ixor__
    0xc1, // STORE_FAST 1
    0x80, // LOAD_CONST_SMALL_INT 0
    0x42,0x5a, // JUMP 26
    0x57, // DUP_TOP
    0xc4, // STORE_FAST 4
    0xb1, // LOAD_FAST 1
    0x22,0x81,0x00, // LOAD_CONST_SMALL_INT 128
    0xef, // BINARY_OP 24 __and__
    0x44,0x4b, // POP_JUMP_IF_FALSE 11
    0xb1, // LOAD_FAST 1
    0x81, // LOAD_CONST_SMALL_INT 1
    0xf0, // BINARY_OP 25 __lshift__
    0xb2, // LOAD_FAST 2
    0xee, // BINARY_OP 23 __xor__
    0x22,0x81,0x7f, // LOAD_CONST_SMALL_INT 255
    0xef, // BINARY_OP 24 __and__
    0x42,0x43, // JUMP 3
    0xb1, // LOAD_FAST 1
    0x81, // LOAD_CONST_SMALL_INT 1
    0xf0, // BINARY_OP 25 __lshift__
    0xc1, // STORE_FAST 1
    0x81, // LOAD_CONST_SMALL_INT 1
    0xe5, // BINARY_OP 14 __iadd__
    0x57, // DUP_TOP
    0x88, // LOAD_CONST_SMALL_INT 8
    0xd7, // BINARY_OP 0 __lt__
    0x43,0x21, // POP_JUMP_IF_TRUE -31
    0x59, // POP_TOP
    0x42,0x14, // JUMP -44
    0xb1, // LOAD_FAST 1
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_crc_crc8_crc8 = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_crc_crc8_crc8,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 62,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 12,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 3,
        .n_kwonly_args = 0,
        .n_def_pos_args = 2,
        .qstr_block_name_idx = 3,
        .line_info = fun_data_crc_crc8_crc8 + 8,
        .line_info_top = fun_data_crc_crc8_crc8 + 14,
        .opcodes = fun_data_crc_crc8_crc8 + 14,
    },
    #endif
    #endif
};
#else
#define proto_fun_crc_crc8_crc8 fun_data_crc_crc8_crc8[0]
#endif

static const mp_raw_code_t *const children_crc_crc8__lt_module_gt_[] = {
    (const mp_raw_code_t *)&proto_fun_crc_crc8_crc8,
};

static const mp_raw_code_truncated_t proto_fun_crc_crc8__lt_module_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_crc_crc8__lt_module_gt_,
    .children = (void *)&children_crc_crc8__lt_module_gt_,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 20,
    .n_children = 1,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 2,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 0,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 1,
        .line_info = fun_data_crc_crc8__lt_module_gt_ + 3,
        .line_info_top = fun_data_crc_crc8__lt_module_gt_ + 5,
        .opcodes = fun_data_crc_crc8__lt_module_gt_ + 5,
    },
    #endif
    #endif
};

static const qstr_short_t const_qstr_table_data_crc_crc8[8] = {
    MP_QSTR_crc_slash_crc8_dot_py,
    MP_QSTR__lt_module_gt_,
    MP_QSTR_1_dot_2_dot_0,
    MP_QSTR_crc8,
    MP_QSTR___version__,
    MP_QSTR_data,
    MP_QSTR_crc,
    MP_QSTR_polynomial,
};

static const mp_frozen_module_t frozen_module_crc_crc8 = {
    .constants = {
        .qstr_table = (qstr_short_t *)&const_qstr_table_data_crc_crc8,
        .obj_table = NULL,
    },
    .proto_fun = &proto_fun_crc_crc8__lt_module_gt_,
};

////////////////////////////////////////////////////////////////////////////////
// frozen module frames___init__
// - original source file: build/frozen_mpy/frames/__init__.mpy
// - frozen file name: frames/__init__.py
// - .mpy header: 4d:06:00:1f

// frozen bytecode for file frames/__init__.py, scope frames___init____lt_module_gt_
static const byte fun_data_frames___init____lt_module_gt_[39] = {
    0x10,0x08, // prelude
    0x01, // names: <module>
    0x72,0x89,0x0b, // code info
    0x81, // LOAD_CONST_SMALL_INT 1
    0x10,0x02, // LOAD_CONST_STRING 'pack'
    0x10,0x03, // LOAD_CONST_STRING 'unpack'
    0x2a,0x02, // BUILD_TUPLE 2
    0x1b,0x04, // IMPORT_NAME 'codec'
    0x1c,0x02, // IMPORT_FROM 'pack'
    0x16,0x02, // STORE_NAME 'pack'
    0x1c,0x03, // IMPORT_FROM 'unpack'
    0x16,0x03, // STORE_NAME 'unpack'
    0x59, // POP_TOP
    0x54, // LOAD_BUILD_CLASS
    0x32,0x00, // MAKE_FUNCTION 0
    0x10,0x05, // LOAD_CONST_STRING 'Reader'
    0x34,0x02, // CALL_FUNCTION 2
    0x16,0x05, // STORE_NAME 'Reader'
    0x10,0x06, // LOAD_CONST_STRING '2.0.0'
    0x16,0x0c, // STORE_NAME '__version__'
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
// child of frames___init____lt_module_gt_
// frozen bytecode for file frames/__init__.py, scope frames___init___Reader
static const byte fun_data_frames___init___Reader[25] = {
    0x00,0x0a, // prelude
    0x05, // names: Reader
    0x68,0x20,0x40,0x64, // code info
    0x11,0x0d, // LOAD_NAME '__name__'
    0x16,0x0e, // STORE_NAME '__module__'
    0x10,0x05, // LOAD_CONST_STRING 'Reader'
    0x16,0x0f, // STORE_NAME '__qualname__'
    0x32,0x00, // MAKE_FUNCTION 0
    0x16,0x07, // STORE_NAME '__init__'
    0x32,0x01, // MAKE_FUNCTION 1
    0x16,0x09, // STORE_NAME 'feed'
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
// child of frames___init___Reader
// frozen bytecode for file frames/__init__.py, scope frames___init___Reader___init__
static const byte fun_data_frames___init___Reader___init__[13] = {
    0x11,0x08, // prelude
    0x07,0x10, // names: __init__, self
    0x80,0x07, // code info
    0x23,0x00, // LOAD_CONST_OBJ 0
    0xb0, // LOAD_FAST 0
    0x18,0x08, // STORE_ATTR '_pending'
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_frames___init___Reader___init__ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_frames___init___Reader___init__,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 13,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 3,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 1,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 7,
        .line_info = fun_data_frames___init___Reader___init__ + 4,
        .line_info_top = fun_data_frames___init___Reader___init__ + 6,
        .opcodes = fun_data_frames___init___Reader___init__ + 6,
    },
    #endif
    #endif
};
#else
#define proto_fun_frames___init___Reader___init__ fun_data_frames___init___Reader___init__[0]
#endif

// child of frames___init___Reader
// frozen bytecode for file frames/__init__.py, scope frames___init___Reader_feed
static const byte fun_data_frames___init___Reader_feed[32] = {
    0x2a,0x0c, // prelude
    0x09,0x10,0x11, // names: feed, self, data
    0x80,0x0a,0x32, // code info
    0xb0, // LOAD_FAST 0
    0x13,0x08, // LOAD_ATTR '_pending'
    0xb1, // LOAD_FAST 1
    0xf2, // BINARY_OP 27 __add__
    0x14,0x0a, // LOAD_METHOD 'split'
    0x23,0x01, // LOAD_CONST_OBJ 1
    0x36,0x01, // CALL_METHOD 1
    0x31,0x82,0x00, // UNPACK_EX 256
    0xc2, // STORE_FAST 2
    0xb0, // LOAD_FAST 0
    0x18,0x08, // STORE_ATTR '_pending'
    0x32,0x00, // MAKE_FUNCTION 0
    0xb2, // LOAD_FAST 2
    0x34,0x01, // CALL_FUNCTION 1
    0x63, // RETURN_VALUE
};
// child of frames___init___Reader_feed
// frozen bytecode for file frames/__init__.py, scope frames___init___Reader_feed__lt_listcomp_gt_
static const byte fun_data_frames___init___Reader_feed__lt_listcomp_gt_[26] = {
    0x41,0x08, // prelude
    0x0b,0x12, // names: <listcomp>, *
    0x80,0x0b, // code info
    0x2b,0x00, // BUILD_LIST 0
    0xb0, // LOAD_FAST 0
    0x5f, // GET_ITER_STACK
    0x4b,0x0d, // FOR_ITER 13
    0xc1, // STORE_FAST 1
    0xb1, // LOAD_FAST 1
    0x44,0x3a, // POP_JUMP_IF_FALSE -6
    0x12,0x03, // LOAD_GLOBAL 'unpack'
    0xb1, // LOAD_FAST 1
    0x34,0x01, // CALL_FUNCTION 1
    0x2f,0x14, // STORE_COMP 20
    0x42,0x31, // JUMP -15
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_frames___init___Reader_feed__lt_listcomp_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_frames___init___Reader_feed__lt_listcomp_gt_,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 26,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 9,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 1,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 11,
        .line_info = fun_data_frames___init___Reader_feed__lt_listcomp_gt_ + 4,
        .line_info_top = fun_data_frames___init___Reader_feed__lt_listcomp_gt_ + 6,
        .opcodes = fun_data_frames___init___Reader_feed__lt_listcomp_gt_ + 6,
    },
    #endif
    #endif
};
#else
#define proto_fun_frames___init___Reader_feed__lt_listcomp_gt_ fun_data_frames___init___Reader_feed__lt_listcomp_gt_[0]
#endif

static const mp_raw_code_t *const children_frames___init___Reader_feed[] = {
    (const mp_raw_code_t *)&proto_fun_frames___init___Reader_feed__lt_listcomp_gt_,
};

static const mp_raw_code_truncated_t proto_fun_frames___init___Reader_feed = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_frames___init___Reader_feed,
    .children = (void *)&children_frames___init___Reader_feed,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 32,
    .n_children = 1,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 6,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 2,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 9,
        .line_info = fun_data_frames___init___Reader_feed + 5,
        .line_info_top = fun_data_frames___init___Reader_feed + 8,
        .opcodes = fun_data_frames___init___Reader_feed + 8,
    },
    #endif
    #endif
};

static const mp_raw_code_t *const children_frames___init___Reader[] = {
    (const mp_raw_code_t *)&proto_fun_frames___init___Reader___init__,
    (const mp_raw_code_t *)&proto_fun_frames___init___Reader_feed,
};

static const mp_raw_code_truncated_t proto_fun_frames___init___Reader = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_frames___init___Reader,
    .children = (void *)&children_frames___init___Reader,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 25,
    .n_children = 2,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 1,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 0,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 5,
        .line_info = fun_data_frames___init___Reader + 3,
        .line_info_top = fun_data_frames___init___Reader + 7,
        .opcodes = fun_data_frames___init___Reader + 7,
    },
    #endif
    #endif
};

static const mp_raw_code_t *const children_frames___init____lt_module_gt_[] = {
    (const mp_raw_code_t *)&proto_fun_frames___init___Reader,
};

static const mp_raw_code_truncated_t proto_fun_frames___init____lt_module_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_frames___init____lt_module_gt_,
    .children = (void *)&children_frames___init____lt_module_gt_,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 39,
    .n_children = 1,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 3,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 0,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 1,
        .line_info = fun_data_frames___init____lt_module_gt_ + 3,
        .line_info_top = fun_data_frames___init____lt_module_gt_ + 6,
        .opcodes = fun_data_frames___init____lt_module_gt_ + 6,
    },
    #endif
    #endif
};

static const qstr_short_t const_qstr_table_data_frames___init__[19] = {
    MP_QSTR_frames_slash___init___dot_py,
    MP_QSTR__lt_module_gt_,
    MP_QSTR_pack,
    MP_QSTR_unpack,
    MP_QSTR_codec,
    MP_QSTR_Reader,
    MP_QSTR_2_dot_0_dot_0,
    MP_QSTR___init__,
    MP_QSTR__pending,
    MP_QSTR_feed,
    MP_QSTR_split,
    MP_QSTR__lt_listcomp_gt_,
    MP_QSTR___version__,
    MP_QSTR___name__,
    MP_QSTR___module__,
    MP_QSTR___qualname__,
    MP_QSTR_self,
    MP_QSTR_data,
    MP_QSTR__star_,
};

// constants
static const mp_obj_str_t const_obj_frames___init___1 = {{&mp_type_bytes}, 46501, 1, (const byte*)"\x00"};

// constant table
static const mp_rom_obj_t const_obj_table_data_frames___init__[2] = {
    MP_ROM_PTR(&mp_const_empty_bytes_obj),
    MP_ROM_PTR(&const_obj_frames___init___1),
};

static const mp_frozen_module_t frozen_module_frames___init__ = {
    .constants = {
        .qstr_table = (qstr_short_t *)&const_qstr_table_data_frames___init__,
        .obj_table = (mp_obj_t *)&const_obj_table_data_frames___init__,
    },
    .proto_fun = &proto_fun_frames___init____lt_module_gt_,
};

////////////////////////////////////////////////////////////////////////////////
// frozen module frames_codec
// - original source file: build/frozen_mpy/frames/codec.mpy
// - frozen file name: frames/codec.py
// - .mpy header: 4d:06:00:1f

// frozen bytecode for file frames/codec.py, scope frames_codec__lt_module_gt_
static const byte fun_data_frames_codec__lt_module_gt_[41] = {
    0x08,0x0e, // prelude
    0x01, // names: <module>
    0x26,0x6c,0x64,0x40,0x84,0x08, // code info
    0x80, // LOAD_CONST_SMALL_INT 0
    0x51, // LOAD_CONST_NONE
    0x1b,0x02, // IMPORT_NAME 'cobs'
    0x16,0x02, // STORE_NAME 'cobs'
    0x80, // LOAD_CONST_SMALL_INT 0
    0x10,0x03, // LOAD_CONST_STRING 'crc16'
    0x2a,0x01, // BUILD_TUPLE 1
    0x1b,0x04, // IMPORT_NAME 'crc'
    0x1c,0x03, // IMPORT_FROM 'crc16'
    0x16,0x03, // STORE_NAME 'crc16'
    0x59, // POP_TOP
    0x32,0x00, // MAKE_FUNCTION 0
    0x16,0x06, // STORE_NAME 'pack'
    0x32,0x01, // MAKE_FUNCTION 1
    0x16,0x08, // STORE_NAME 'unpack'
    0x10,0x05, // LOAD_CONST_STRING '2.0.0'
    0x16,0x0b, // STORE_NAME '__version__'
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
// child of frames_codec__lt_module_gt_
// frozen bytecode for file frames/codec.py, scope frames_codec_pack
static const byte fun_data_frames_codec_pack[39] = {
    0x41,0x0a, // prelude
    0x06,0x0c, // names: pack, message
    0x60,0x40,0x26, // code info
    0x12,0x03, // LOAD_GLOBAL 'crc16'
    0xb0, // LOAD_FAST 0
    0x34,0x01, // CALL_FUNCTION 1
    0xc1, // STORE_FAST 1
    0x12,0x02, // LOAD_GLOBAL 'cobs'
    0x14,0x07, // LOAD_METHOD 'encode'
    0xb0, // LOAD_FAST 0
    0x12,0x0d, // LOAD_GLOBAL 'bytes'
    0xb1, // LOAD_FAST 1
    0x88, // LOAD_CONST_SMALL_INT 8
    0xf1, // BINARY_OP 26 __rshift__
    0xb1, // LOAD_FAST 1
    0x22,0x81,0x7f, // LOAD_CONST_SMALL_INT 255
    0xef, // BINARY_OP 24 __and__
    0x2a,0x02, // BUILD_TUPLE 2
    0x34,0x01, // CALL_FUNCTION 1
    0xf2, // BINARY_OP 27 __add__
    0x36,0x01, // CALL_METHOD 1
    0x23,0x00, // LOAD_CONST_OBJ 0
    0xf2, // BINARY_OP 27 __add__
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_frames_codec_pack = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_frames_codec_pack,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 39,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 9,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 1,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 6,
        .line_info = fun_data_frames_codec_pack + 4,
        .line_info_top = fun_data_frames_codec_pack + 7,
        .opcodes = fun_data_frames_codec_pack + 7,
    },
    #endif
    #endif
};
#else
#define proto_fun_frames_codec_pack fun_data_frames_codec_pack[0]
#endif

// child of frames_codec__lt_module_gt_
// frozen bytecode for file frames/codec.py, scope frames_codec_unpack
static const byte fun_data_frames_codec_unpack[54] = {
    0x39,0x10, // prelude
    0x08,0x0e, // names: unpack, frame
    0x80,0x0a,0x28,0x32,0x29,0x27, // code info
    0x12,0x02, // LOAD_GLOBAL 'cobs'
    0x14,0x09, // LOAD_METHOD 'decode'
    0xb0, // LOAD_FAST 0
    0x36,0x01, // CALL_METHOD 1
    0xc1, // STORE_FAST 1
    0xb1, // LOAD_FAST 1
    0x51, // LOAD_CONST_NONE
    0x7e, // LOAD_CONST_SMALL_INT -2
    0x2e,0x02, // BUILD_SLICE 2
    0x55, // LOAD_SUBSCR
    0xb1, // LOAD_FAST 1
    0x7e, // LOAD_CONST_SMALL_INT -2
    0x55, // LOAD_SUBSCR
    0x88, // LOAD_CONST_SMALL_INT 8
    0xf0, // BINARY_OP 25 __lshift__
    0xb1, // LOAD_FAST 1
    0x7f, // LOAD_CONST_SMALL_INT -1
    0x55, // LOAD_SUBSCR
    0xed, // BINARY_OP 22 __or__
    0x5a, // ROT_TWO
    0xc2, // STORE_FAST 2
    0xc3, // STORE_FAST 3
    0x12,0x03, // LOAD_GLOBAL 'crc16'
    0xb2, // LOAD_FAST 2
    0x34,0x01, // CALL_FUNCTION 1
    0xb3, // LOAD_FAST 3
    0xdc, // BINARY_OP 5 __ne__
    0x44,0x47, // POP_JUMP_IF_FALSE 7
    0x12,0x0f, // LOAD_GLOBAL 'ValueError'
    0x10,0x0a, // LOAD_CONST_STRING 'checksum'
    0x34,0x01, // CALL_FUNCTION 1
    0x65, // RAISE_OBJ
    0xb2, // LOAD_FAST 2
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_frames_codec_unpack = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_frames_codec_unpack,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 54,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 8,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 1,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 8,
        .line_info = fun_data_frames_codec_unpack + 4,
        .line_info_top = fun_data_frames_codec_unpack + 10,
        .opcodes = fun_data_frames_codec_unpack + 10,
    },
    #endif
    #endif
};
#else
#define proto_fun_frames_codec_unpack fun_data_frames_codec_unpack[0]
#endif

static const mp_raw_code_t *const children_frames_codec__lt_module_gt_[] = {
    (const mp_raw_code_t *)&proto_fun_frames_codec_pack,
    (const mp_raw_code_t *)&proto_fun_frames_codec_unpack,
};

static const mp_raw_code_truncated_t proto_fun_frames_codec__lt_module_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_frames_codec__lt_module_gt_,
    .children = (void *)&children_frames_codec__lt_module_gt_,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 41,
    .n_children = 2,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 2,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 0,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 1,
        .line_info = fun_data_frames_codec__lt_module_gt_ + 3,
        .line_info_top = fun_data_frames_codec__lt_module_gt_ + 9,
        .opcodes = fun_data_frames_codec__lt_module_gt_ + 9,
    },
    #endif
    #endif
};

static const qstr_short_t const_qstr_table_data_frames_codec[16] = {
    MP_QSTR_frames_slash_codec_dot_py,
    MP_QSTR__lt_module_gt_,
    MP_QSTR_cobs,
    MP_QSTR_crc16,
    MP_QSTR_crc,
    MP_QSTR_2_dot_0_dot_0,
    MP_QSTR_pack,
    MP_QSTR_encode,
    MP_QSTR_unpack,
    MP_QSTR_decode,
    MP_QSTR_checksum,
    MP_QSTR___version__,
    MP_QSTR_message,
    MP_QSTR_bytes,
    MP_QSTR_frame,
    MP_QSTR_ValueError,
};

// constants
static const mp_obj_str_t const_obj_frames_codec_0 = {{&mp_type_bytes}, 46501, 1, (const byte*)"\x00"};

// constant table
static const mp_rom_obj_t const_obj_table_data_frames_codec[1] = {
    MP_ROM_PTR(&const_obj_frames_codec_0),
};

static const mp_frozen_module_t frozen_module_frames_codec = {
    .constants = {
        .qstr_table = (qstr_short_t *)&const_qstr_table_data_frames_codec,
        .obj_table = (mp_obj_t *)&const_obj_table_data_frames_codec,
    },
    .proto_fun = &proto_fun_frames_codec__lt_module_gt_,
};

////////////////////////////////////////////////////////////////////////////////
// collection of all frozen modules

const char mp_frozen_names[] = {
    #ifdef MP_FROZEN_STR_NAMES
    MP_FROZEN_STR_NAMES
    #endif
    "greeting.py\0"
    "pkg/__init__.py\0"
    "cobs.py\0"
    "crc/__init__.py\0"
    "crc/crc16.py\0"
    "crc/crc8.py\0"
    "frames/__init__.py\0"
    "frames/codec.py\0"
    "\0"
};

const mp_frozen_module_t *const mp_frozen_mpy_content[] = {
    &frozen_module_greeting,
    &frozen_module_pkg___init__,
    &frozen_module_cobs,
    &frozen_module_crc___init__,
    &frozen_module_crc_crc16,
    &frozen_module_crc_crc8,
    &frozen_module_frames___init__,
    &frozen_module_frames_codec,
};

#ifdef MICROPY_FROZEN_LIST_ITEM
MICROPY_FROZEN_LIST_ITEM("greeting", "greeting.py")
MICROPY_FROZEN_LIST_ITEM("pkg", "pkg/__init__.py")
MICROPY_FROZEN_LIST_ITEM("cobs", "cobs.py")
MICROPY_FROZEN_LIST_ITEM("crc", "crc/__init__.py")
MICROPY_FROZEN_LIST_ITEM("crc/crc16", "crc/crc16.py")
MICROPY_FROZEN_LIST_ITEM("crc/crc8", "crc/crc8.py")
MICROPY_FROZEN_LIST_ITEM("frames", "frames/__init__.py")
MICROPY_FROZEN_LIST_ITEM("frames/codec", "frames/codec.py")
#endif

/*
byte sizes:
qstr content: 38 unique, 441 bytes
bc content: 764
const str content: 3
const int content: 14
const obj content: 76
const table qstr content: 0 entries, 0 bytes
const table ptr content: 8 entries, 32 bytes
raw code content: 19 * 4 = 304
mp_frozen_mpy_names_content: 113
mp_frozen_mpy_content_size: 32
total: 1779
*/
