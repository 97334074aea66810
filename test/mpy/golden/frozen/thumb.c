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
    MP_QSTR_inner = MP_QSTRnumber_of,
    MP_QSTR_limit,
    MP_QSTR_mix,
    MP_QSTR_n,
    MP_QSTR_native_dot_py,
    MP_QSTR_outer,
    MP_QSTR_plain,
    MP_QSTR_squares,
    MP_QSTR_total,
    MP_QSTR_x,
    MP_QSTR_y,
};

const qstr_hash_t mp_qstr_frozen_const_hashes[] = {
    123,
    16,
    185,
    203,
    35,
    220,
    63,
    55,
    7,
    221,
    220,
};

const qstr_len_t mp_qstr_frozen_const_lengths[] = {
    5,
    5,
    3,
    1,
    9,
    5,
    5,
    7,
    5,
    1,
    1,
};

extern const qstr_pool_t mp_qstr_const_pool;
const qstr_pool_t mp_qstr_frozen_const_pool = {
    &mp_qstr_const_pool, // previous pool
    MP_QSTRnumber_of, // previous pool size
    true, // is_sorted
    10, // allocated entries
    11, // used entries
    (qstr_hash_t *)mp_qstr_frozen_const_hashes,
    (qstr_len_t *)mp_qstr_frozen_const_lengths,
    {
        "inner",
        "limit",
        "mix",
        "n",
        "native.py",
        "outer",
        "plain",
        "squares",
        "total",
        "x",
        "y",
    },
};

////////////////////////////////////////////////////////////////////////////////
// frozen module native
// - original source file: mpy/native-armv7emsp.mpy
// - frozen file name: native.py
// - .mpy header: 4d:06:1f:1f

// frozen bytecode for file native.py, scope native__lt_module_gt_
static const byte fun_data_native__lt_module_gt_[44] = {
    0x08,0x14, // prelude
    0x01, // names: <module>
    0x66,0x88,0x08,0x64,0x60,0x84,0x08,0x84,0x08, // code info
    0x80, // LOAD_CONST_SMALL_INT 0
    0x51, // LOAD_CONST_NONE
    0x1b,0x02, // IMPORT_NAME 'micropython'
    0x16,0x02, // STORE_NAME 'micropython'
    0x80, // LOAD_CONST_SMALL_INT 0
    0x2a,0x01, // BUILD_TUPLE 1
    0x53, // LOAD_NULL
    0x33,0x00, // MAKE_FUNCTION_DEFARGS 0
    0x16,0x03, // STORE_NAME 'total'
    0x32,0x01, // MAKE_FUNCTION 1
    0x16,0x04, // STORE_NAME 'squares'
    0x32,0x02, // MAKE_FUNCTION 2
    0x16,0x05, // STORE_NAME 'outer'
    0x32,0x03, // MAKE_FUNCTION 3
    0x16,0x06, // STORE_NAME 'mix'
    0x32,0x04, // MAKE_FUNCTION 4
    0x16,0x07, // STORE_NAME 'plain'
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
// child of native__lt_module_gt_

// frozen native code for file native.py, scope native_total
static const byte fun_data_native_total[96] __attribute__((section(".text,\"ax\",%progbits @ "))) __attribute__ ((aligned (2))) = {
    0x00, 0x00, 0x00, 0x00, 0xfe, 0xb5, 0x8c, 0xb0, 0x47, 0x68, 0xbe, 0x68, 0xff, 0x68, 0x3f, 0x68,
    0x00, 0x90, 0x0a, 0x20, 0x03, 0x90, 0x00, 0xa8, 0xd7, 0xf8, 0xb4, 0x40, 0xa0, 0x47, 0x0e, 0x9c,
    0x0d, 0x9d, 0x28, 0x46, 0x0c, 0x90, 0x20, 0x46, 0x05, 0xa9, 0xbb, 0x6f, 0x98, 0x47, 0x05, 0xa8,
    0xfb, 0x6f, 0x98, 0x47, 0x00, 0x28, 0x00, 0xf0, 0x0b, 0x80, 0x0b, 0x90, 0x0c, 0x98, 0x09, 0x90,
    0x0b, 0x98, 0x02, 0x46, 0x09, 0x99, 0x0e, 0x20, 0xbb, 0x6c, 0x98, 0x47, 0x0c, 0x90, 0xee, 0xe7,
    0x0c, 0x98, 0x00, 0xf0, 0x00, 0xb8, 0x0c, 0xb0, 0xfe, 0xbd, 0xca, 0x01, 0x06, 0x03, 0x09, 0x0a,
};
#if MICROPY_EMIT_NATIVE_PRELUDE_SEPARATE_FROM_MACHINE_CODE
static const byte fun_data_native_total_prelude[6] = { 0xca, 0x01, 0x06, 0x03, 0x09, 0x0a,};
#define fun_data_native_total_prelude_macro &fun_data_native_total_prelude[0]
#else
#define fun_data_native_total_prelude_macro &fun_data_native_total[90]
#endif
static const mp_raw_code_truncated_t proto_fun_native_total = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_NATIVE_PY,
    .is_generator = 0,
    .fun_data = fun_data_native_total,
    .children = (void *)fun_data_native_total_prelude_macro,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 96,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 90,
    #endif
    #endif
};

// child of native__lt_module_gt_

// frozen native code for file native.py, scope native_squares
static const byte fun_data_native_squares[211] __attribute__((section(".text,\"ax\",%progbits @ "))) __attribute__ ((aligned (2))) = {
    0x00, 0x00, 0x00, 0x00, 0x36, 0x00, 0x00, 0x00, 0xfe, 0xb5, 0x94, 0xb0, 0x05, 0x46, 0x15, 0x91,
    0x28, 0x68, 0x40, 0x68, 0x86, 0x68, 0xc0, 0x68, 0x07, 0x68, 0x00, 0xa8, 0xd7, 0xf8, 0x80, 0x30,
    0x98, 0x47, 0x00, 0x28, 0x00, 0xf0, 0x05, 0x80, 0x01, 0x98, 0x68, 0x61, 0x02, 0x20, 0x14, 0xb0,
    0xfe, 0xbd, 0x68, 0x68, 0x00, 0x47, 0x15, 0x98, 0x00, 0x21, 0x15, 0x91, 0xd7, 0xf8, 0x88, 0x30,
    0x98, 0x47, 0xa8, 0x6a, 0x68, 0x61, 0x01, 0x21, 0xa9, 0x61, 0x00, 0xf0, 0x24, 0xb8, 0xa8, 0x69,
    0xa8, 0x61, 0x68, 0x62, 0x68, 0x6a, 0xe8, 0x61, 0x68, 0x6a, 0x02, 0x46, 0xe9, 0x69, 0x1d, 0x20,
    0xbb, 0x6c, 0x98, 0x47, 0xe8, 0x61, 0x1c, 0x20, 0x40, 0x19, 0xa8, 0x60, 0x01, 0x20, 0x13, 0x90,
    0x40, 0xf2, 0x05, 0x00, 0x00, 0xb2, 0x78, 0x44, 0x68, 0x60, 0x00, 0xf0, 0x22, 0xb8, 0x15, 0x98,
    0x00, 0x21, 0x15, 0x91, 0xd7, 0xf8, 0x88, 0x30, 0x98, 0x47, 0x03, 0x22, 0xa9, 0x69, 0x0e, 0x20,
    0xbb, 0x6c, 0x98, 0x47, 0xa8, 0x61, 0xa8, 0x69, 0x69, 0x69, 0xa8, 0x61, 0x69, 0x61, 0x0a, 0x46,
    0x01, 0x46, 0x00, 0x20, 0xbb, 0x6c, 0x98, 0x47, 0x3b, 0x6c, 0x98, 0x47, 0x00, 0x28, 0xce, 0xd1,
    0x38, 0x68, 0x68, 0x61, 0x14, 0x20, 0x40, 0x19, 0xa8, 0x60, 0x00, 0x20, 0x13, 0x90, 0x00, 0xf0,
    0x00, 0xb8, 0xd7, 0xf8, 0x84, 0x30, 0x98, 0x47, 0x13, 0x98, 0x14, 0xb0, 0xfe, 0xbd, 0xa9, 0x40,
    0x04, 0x04, 0x0b,
};
#if MICROPY_EMIT_NATIVE_PRELUDE_SEPARATE_FROM_MACHINE_CODE
static const byte fun_data_native_squares_prelude[5] = { 0xa9, 0x40, 0x04, 0x04, 0x0b,};
#define fun_data_native_squares_prelude_macro &fun_data_native_squares_prelude[0]
#else
#define fun_data_native_squares_prelude_macro &fun_data_native_squares[206]
#endif
static const mp_raw_code_truncated_t proto_fun_native_squares = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_NATIVE_PY,
    .is_generator = 1,
    .fun_data = fun_data_native_squares,
    .children = (void *)fun_data_native_squares_prelude_macro,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 211,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 206,
    #endif
    #endif
};

// child of native__lt_module_gt_

// frozen native code for file native.py, scope native_outer
static const byte fun_data_native_outer[147] __attribute__((section(".text,\"ax\",%progbits @ "))) __attribute__ ((aligned (2))) = {
    0x01, 0x00, 0x00, 0x00, 0xfe, 0xb5, 0x9a, 0xb0, 0x47, 0x68, 0xbe, 0x68, 0xff, 0x68, 0x3f, 0x68,
    0x14, 0x90, 0x03, 0x20, 0x17, 0x90, 0x14, 0xa8, 0xd7, 0xf8, 0xb4, 0x40, 0xa0, 0x47, 0x14, 0x98,
    0x40, 0x68, 0x40, 0x68, 0x7b, 0x69, 0x98, 0x47, 0x15, 0x90, 0x00, 0x28, 0x00, 0xf0, 0x0e, 0x80,
    0x00, 0xa8, 0xd7, 0xf8, 0x80, 0x30, 0x98, 0x47, 0x00, 0x28, 0x00, 0xf0, 0x07, 0x80, 0x15, 0x98,
    0x7b, 0x69, 0x98, 0x47, 0x01, 0x98, 0xd7, 0xf8, 0x88, 0x30, 0x98, 0x47, 0x1b, 0x9c, 0x1a, 0x9d,
    0x14, 0x99, 0x49, 0x68, 0x19, 0x94, 0x00, 0x22, 0x14, 0x98, 0x80, 0x68, 0x00, 0x68, 0xbb, 0x6e,
    0x98, 0x47, 0x01, 0x21, 0x19, 0xaa, 0xd7, 0xf8, 0xac, 0x30, 0x98, 0x47, 0x05, 0x46, 0x28, 0x46,
    0x13, 0x90, 0x00, 0xf0, 0x00, 0xb8, 0x15, 0x98, 0x00, 0x28, 0x00, 0xf0, 0x05, 0x80, 0x7b, 0x69,
    0x98, 0x47, 0xd7, 0xf8, 0x84, 0x30, 0x98, 0x47, 0x13, 0x98, 0x1a, 0xb0, 0xfe, 0xbd, 0x11, 0x05,
    0x05, 0x0c, 0x00,
};
#if MICROPY_EMIT_NATIVE_PRELUDE_SEPARATE_FROM_MACHINE_CODE
static const byte fun_data_native_outer_prelude[5] = { 0x11, 0x05, 0x05, 0x0c, 0x00,};
#define fun_data_native_outer_prelude_macro &fun_data_native_outer_prelude[0]
#else
#define fun_data_native_outer_prelude_macro &fun_data_native_outer[142]
#endif
// child of native_outer

// frozen native code for file native.py, scope native_outer_inner
static const byte fun_data_native_outer_inner[59] __attribute__((section(".text,\"ax\",%progbits @ "))) __attribute__ ((aligned (2))) = {
    0x00, 0x00, 0x00, 0x00, 0xfe, 0xb5, 0x86, 0xb0, 0x47, 0x68, 0xbe, 0x68, 0xff, 0x68, 0x3f, 0x68,
    0x00, 0x90, 0x04, 0x20, 0x03, 0x90, 0x00, 0xa8, 0xd7, 0xf8, 0xb4, 0x40, 0xa0, 0x47, 0x08, 0x9c,
    0x07, 0x9d, 0x60, 0x68, 0x2a, 0x46, 0x01, 0x46, 0x1b, 0x20, 0xbb, 0x6c, 0x98, 0x47, 0x00, 0xf0,
    0x00, 0xb8, 0x06, 0xb0, 0xfe, 0xbd, 0x1a, 0x06, 0x08, 0x10, 0x11,
};
#if MICROPY_EMIT_NATIVE_PRELUDE_SEPARATE_FROM_MACHINE_CODE
static const byte fun_data_native_outer_inner_prelude[5] = { 0x1a, 0x06, 0x08, 0x10, 0x11,};
#define fun_data_native_outer_inner_prelude_macro &fun_data_native_outer_inner_prelude[0]
#else
#define fun_data_native_outer_inner_prelude_macro &fun_data_native_outer_inner[54]
#endif
static const mp_raw_code_truncated_t proto_fun_native_outer_inner = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_NATIVE_PY,
    .is_generator = 0,
    .fun_data = fun_data_native_outer_inner,
    .children = (void *)fun_data_native_outer_inner_prelude_macro,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 59,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 54,
    #endif
    #endif
};

static const mp_raw_code_t *const children_native_outer[] = {
    (const mp_raw_code_t *)&proto_fun_native_outer_inner,
    (void *)fun_data_native_outer_prelude_macro,
};

static const mp_raw_code_truncated_t proto_fun_native_outer = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_NATIVE_PY,
    .is_generator = 0,
    .fun_data = fun_data_native_outer,
    .children = (void *)&children_native_outer,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 147,
    .n_children = 1,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 142,
    #endif
    #endif
};

// child of native__lt_module_gt_

// frozen native code for file native.py, scope native_native_dot_py
static const byte fun_data_native_native_dot_py[176] __attribute__((section(".text,\"ax\",%progbits @ "))) __attribute__ ((aligned (2))) = {
    0xfe, 0xb5, 0x88, 0xb0, 0x47, 0x68, 0xbe, 0x68, 0xff, 0x68, 0x3f, 0x68, 0x08, 0x46, 0x11, 0x46,
    0x1d, 0x46, 0x00, 0x29, 0x40, 0xf0, 0x04, 0x80, 0x03, 0x22, 0x90, 0x42, 0x00, 0xf0, 0x07, 0x80,
    0x40, 0xf2, 0x06, 0x02, 0xc0, 0xf2, 0x06, 0x02, 0xd7, 0xf8, 0xb0, 0x30, 0x98, 0x47, 0x28, 0x68,
    0x02, 0x21, 0xfb, 0x68, 0x98, 0x47, 0x04, 0x46, 0x68, 0x68, 0x03, 0x21, 0xfb, 0x68, 0x98, 0x47,
    0x09, 0x90, 0xa8, 0x68, 0x05, 0x21, 0xfb, 0x68, 0x98, 0x47, 0x08, 0x90, 0x09, 0x9d, 0x00, 0x20,
    0x07, 0x90, 0x00, 0x94, 0x00, 0x21, 0x01, 0x91, 0x00, 0xf0, 0x16, 0xb8, 0x01, 0x98, 0x01, 0x90,
    0x06, 0x90, 0x07, 0x98, 0x02, 0x90, 0x08, 0x98, 0x03, 0x90, 0x06, 0x98, 0x01, 0x46, 0x03, 0x98,
    0x40, 0x5c, 0x01, 0x46, 0x69, 0x40, 0x0a, 0x46, 0x02, 0x99, 0x89, 0x18, 0x08, 0x46, 0x07, 0x90,
    0x01, 0x22, 0x01, 0x99, 0x89, 0x18, 0x01, 0x91, 0x01, 0x98, 0x00, 0x99, 0x01, 0x90, 0x00, 0x91,
    0x0a, 0x46, 0x01, 0x46, 0x91, 0x42, 0xb4, 0xbf, 0x01, 0x20, 0x00, 0x20, 0x00, 0x28, 0xdd, 0xd1,
    0x07, 0x98, 0x02, 0x21, 0x3b, 0x69, 0x98, 0x47, 0x00, 0xf0, 0x00, 0xb8, 0x08, 0xb0, 0xfe, 0xbd,
};
static const mp_raw_code_truncated_t proto_fun_native_native_dot_py = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_NATIVE_VIPER,
    .is_generator = 0,
    .fun_data = fun_data_native_native_dot_py,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 176,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #endif
};

// child of native__lt_module_gt_
// frozen bytecode for file native.py, scope native_plain
static const byte fun_data_native_plain[35] = {
    0x21,0x08, // prelude
    0x07,0x0d, // names: plain, n
    0x80,0x22, // code info
    0x12,0x03, // LOAD_GLOBAL 'total'
    0x12,0x0e, // LOAD_GLOBAL 'range'
    0xb0, // LOAD_FAST 0
    0x34,0x01, // CALL_FUNCTION 1
    0x34,0x01, // CALL_FUNCTION 1
    0x12,0x0f, // LOAD_GLOBAL 'list'
    0x12,0x04, // LOAD_GLOBAL 'squares'
    0xb0, // LOAD_FAST 0
    0x34,0x01, // CALL_FUNCTION 1
    0x34,0x01, // CALL_FUNCTION 1
    0x12,0x05, // LOAD_GLOBAL 'outer'
    0xb0, // LOAD_FAST 0
    0x34,0x01, // CALL_FUNCTION 1
    0x81, // LOAD_CONST_SMALL_INT 1
    0x34,0x01, // CALL_FUNCTION 1
    0x2a,0x03, // BUILD_TUPLE 3
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_native_plain = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_native_plain,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 35,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 5,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 1,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 7,
        .line_info = fun_data_native_plain + 4,
        .line_info_top = fun_data_native_plain + 6,
        .opcodes = fun_data_native_plain + 6,
    },
    #endif
    #endif
};
#else
#define proto_fun_native_plain fun_data_native_plain[0]
#endif

static const mp_raw_code_t *const children_native__lt_module_gt_[] = {
    (const mp_raw_code_t *)&proto_fun_native_total,
    (const mp_raw_code_t *)&proto_fun_native_squares,
    (const mp_raw_code_t *)&proto_fun_native_outer,
    (const mp_raw_code_t *)&proto_fun_native_native_dot_py,
    (const mp_raw_code_t *)&proto_fun_native_plain,
};

static const mp_raw_code_truncated_t proto_fun_native__lt_module_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_native__lt_module_gt_,
    .children = (void *)&children_native__lt_module_gt_,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 44,
    .n_children = 5,
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
        .line_info = fun_data_native__lt_module_gt_ + 3,
        .line_info_top = fun_data_native__lt_module_gt_ + 12,
        .opcodes = fun_data_native__lt_module_gt_ + 12,
    },
    #endif
    #endif
};

static const qstr_short_t const_qstr_table_data_native[18] = {
    MP_QSTR_native_dot_py,
    MP_QSTR__lt_module_gt_,
    MP_QSTR_micropython,
    MP_QSTR_total,
    MP_QSTR_squares,
    MP_QSTR_outer,
    MP_QSTR_mix,
    MP_QSTR_plain,
    MP_QSTR_inner,
    MP_QSTR_values,
    MP_QSTR_start,
    MP_QSTR_limit,
    MP_QSTR_x,
    MP_QSTR_n,
    MP_QSTR_range,
    MP_QSTR_list,
    MP_QSTR__star_,
    MP_QSTR_y,
};

// constants

// constant table
static const mp_rom_obj_t const_obj_table_data_native[1] = {
    &mp_fun_table,
};

static const mp_frozen_module_t frozen_module_native = {
    .constants = {
        .qstr_table = (qstr_short_t *)&const_qstr_table_data_native,
        .obj_table = (mp_obj_t *)&const_obj_table_data_native,
    },
    .proto_fun = &proto_fun_native__lt_module_gt_,
};

////////////////////////////////////////////////////////////////////////////////
// collection of all frozen modules

const char mp_frozen_names[] = {
    #ifdef MP_FROZEN_STR_NAMES
    MP_FROZEN_STR_NAMES
    #endif
    "native.py\0"
    "\0"
};

const mp_frozen_module_t *const mp_frozen_mpy_content[] = {
    &frozen_module_native,
};

#ifdef MICROPY_FROZEN_LIST_ITEM
MICROPY_FROZEN_LIST_ITEM("native", "native.py")
#endif

/*
byte sizes:
qstr content: 11 unique, 80 bytes
bc content: 79
const str content: 0
const int content: 0
const obj content: 0
const table qstr content: 0 entries, 0 bytes
const table ptr content: 1 entries, 4 bytes
raw code content: 7 * 4 = 112
mp_frozen_mpy_names_content: 11
mp_frozen_mpy_content_size: 4
total: 290
*/
