#include "py/mpconfig.h"
#include "py/objint.h"
#include "py/objstr.h"
#include "py/emitglue.h"
#include "py/nativeglue.h"

#if MICROPY_LONGINT_IMPL != 2
#error "incompatible MICROPY_LONGINT_IMPL"
#endif

#if MPZ_DIG_SIZE != 32
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
    MP_QSTR_BIG = MP_QSTRnumber_of,
    MP_QSTR_EDGE,
    MP_QSTR_EMPTY,
    MP_QSTR_HUGE,
    MP_QSTR_IMAGINARY,
    MP_QSTR_LONG,
    MP_QSTR_MINUS_BIG,
    MP_QSTR_NEGATIVE,
    MP_QSTR_NESTED,
    MP_QSTR_PRECISE,
    MP_QSTR_RAW,
    MP_QSTR_SHORT,
    MP_QSTR_SMALL,
    MP_QSTR_TINY,
    MP_QSTR_constants_dot_py,
    MP_QSTR_f,
    MP_QSTR_look,
    MP_QSTR_three,
    MP_QSTR__eacute_,
};

const qstr_hash_t mp_qstr_frozen_const_hashes[] = {
    9,
    134,
    80,
    58,
    42,
    15,
    186,
    230,
    8,
    190,
    1,
    247,
    154,
    143,
    15,
    195,
    34,
    107,
    143,
};

const qstr_len_t mp_qstr_frozen_const_lengths[] = {
    3,
    4,
    5,
    4,
    9,
    4,
    9,
    8,
    6,
    7,
    3,
    5,
    5,
    4,
    12,
    1,
    4,
    5,
    2,
};

extern const qstr_pool_t mp_qstr_const_pool;
const qstr_pool_t mp_qstr_frozen_const_pool = {
    &mp_qstr_const_pool, // previous pool
    MP_QSTRnumber_of, // previous pool size
    true, // is_sorted
    10, // allocated entries
    19, // used entries
    (qstr_hash_t *)mp_qstr_frozen_const_hashes,
    (qstr_len_t *)mp_qstr_frozen_const_lengths,
    {
        "BIG",
        "EDGE",
        "EMPTY",
        "HUGE",
        "IMAGINARY",
        "LONG",
        "MINUS_BIG",
        "NEGATIVE",
        "NESTED",
        "PRECISE",
        "RAW",
        "SHORT",
        "SMALL",
        "TINY",
        "constants.py",
        "f",
        "look",
        "three",
        "\xc3\xa9",
    },
};

////////////////////////////////////////////////////////////////////////////////
// frozen module constants
// - original source file: mpy/constants.mpy
// - frozen file name: constants.py
// - .mpy header: 4d:06:00:1f

// frozen bytecode for file constants.py, scope constants__lt_module_gt_
static const byte fun_data_constants__lt_module_gt_[89] = {
    0x20,0x1e, // prelude
    0x01, // names: <module>
    0x23,0x26,0x24,0x24,0x24,0x24,0x24,0x24,0x24,0x2d,0x24,0x24,0x24,0x64, // code info
    0x8c, // LOAD_CONST_SMALL_INT 12
    0x16,0x05, // STORE_NAME 'SMALL'
    0x22,0xf9,0xf2,0x60, // LOAD_CONST_SMALL_INT -100000
    0x16,0x06, // STORE_NAME 'NEGATIVE'
    0x23,0x00, // LOAD_CONST_OBJ 0
    0x16,0x07, // STORE_NAME 'EDGE'
    0x23,0x01, // LOAD_CONST_OBJ 1
    0x16,0x08, // STORE_NAME 'BIG'
    0x23,0x02, // LOAD_CONST_OBJ 2
    0x16,0x09, // STORE_NAME 'MINUS_BIG'
    0x23,0x03, // LOAD_CONST_OBJ 3
    0x16,0x0a, // STORE_NAME 'PRECISE'
    0x23,0x04, // LOAD_CONST_OBJ 4
    0x16,0x0b, // STORE_NAME 'TINY'
    0x23,0x05, // LOAD_CONST_OBJ 5
    0x16,0x0c, // STORE_NAME 'HUGE'
    0x23,0x06, // LOAD_CONST_OBJ 6
    0x16,0x0d, // STORE_NAME 'IMAGINARY'
    0x81, // LOAD_CONST_SMALL_INT 1
    0x23,0x07, // LOAD_CONST_OBJ 7
    0x11,0x08, // LOAD_NAME 'BIG'
    0x10,0x02, // LOAD_CONST_STRING 'f'
    0x2a,0x00, // BUILD_TUPLE 0
    0x2a,0x05, // BUILD_TUPLE 5
    0x16,0x0e, // STORE_NAME 'NESTED'
    0x23,0x08, // LOAD_CONST_OBJ 8
    0x16,0x0f, // STORE_NAME 'LONG'
    0x10,0x03, // LOAD_CONST_STRING 'é'
    0x16,0x10, // STORE_NAME 'SHORT'
    0x23,0x09, // LOAD_CONST_OBJ 9
    0x16,0x11, // STORE_NAME 'RAW'
    0x23,0x0a, // LOAD_CONST_OBJ 10
    0x16,0x12, // STORE_NAME 'EMPTY'
    0x32,0x00, // MAKE_FUNCTION 0
    0x16,0x04, // STORE_NAME 'look'
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
// child of constants__lt_module_gt_
// frozen bytecode for file constants.py, scope constants_look
static const byte fun_data_constants_look[20] = {
    0x11,0x0c, // prelude
    0x04,0x13, // names: look, value
    0x80,0x11,0x26,0x23, // code info
    0xb0, // LOAD_FAST 0
    0x23,0x0b, // LOAD_CONST_OBJ 11
    0xdd, // BINARY_OP 6 <in>
    0x44,0x43, // POP_JUMP_IF_FALSE 3
    0x23,0x0c, // LOAD_CONST_OBJ 12
    0x63, // RETURN_VALUE
    0x23,0x0d, // LOAD_CONST_OBJ 13
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_constants_look = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_constants_look,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 20,
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
        .qstr_block_name_idx = 4,
        .line_info = fun_data_constants_look + 4,
        .line_info_top = fun_data_constants_look + 8,
        .opcodes = fun_data_constants_look + 8,
    },
    #endif
    #endif
};
#else
#define proto_fun_constants_look fun_data_constants_look[0]
#endif

static const mp_raw_code_t *const children_constants__lt_module_gt_[] = {
    (const mp_raw_code_t *)&proto_fun_constants_look,
};

static const mp_raw_code_truncated_t proto_fun_constants__lt_module_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_constants__lt_module_gt_,
    .children = (void *)&children_constants__lt_module_gt_,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 89,
    .n_children = 1,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 5,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 0,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 1,
        .line_info = fun_data_constants__lt_module_gt_ + 3,
        .line_info_top = fun_data_constants__lt_module_gt_ + 17,
        .opcodes = fun_data_constants__lt_module_gt_ + 17,
    },
    #endif
    #endif
};

static const qstr_short_t const_qstr_table_data_constants[20] = {
    MP_QSTR_constants_dot_py,
    MP_QSTR__lt_module_gt_,
    MP_QSTR_f,
    MP_QSTR__eacute_,
    MP_QSTR_look,
    MP_QSTR_SMALL,
    MP_QSTR_NEGATIVE,
    MP_QSTR_EDGE,
    MP_QSTR_BIG,
    MP_QSTR_MINUS_BIG,
    MP_QSTR_PRECISE,
    MP_QSTR_TINY,
    MP_QSTR_HUGE,
    MP_QSTR_IMAGINARY,
    MP_QSTR_NESTED,
    MP_QSTR_LONG,
    MP_QSTR_SHORT,
    MP_QSTR_RAW,
    MP_QSTR_EMPTY,
    MP_QSTR_value,
};

// constants
static const mp_obj_int_t const_obj_constants_0_1 = {{&mp_type_int}, {.neg=0, .fixed_dig=1, .alloc=1, .len=1, .dig=(uint32_t*)(const uint32_t[]){0x2000}}};
static const mp_obj_int_t const_obj_constants_0_3 = {{&mp_type_int}, {.neg=1, .fixed_dig=1, .alloc=1, .len=1, .dig=(uint32_t*)(const uint32_t[]){0x2001}}};
static const mp_obj_int_t const_obj_constants_0_4 = {{&mp_type_int}, {.neg=0, .fixed_dig=1, .alloc=1, .len=1, .dig=(uint32_t*)(const uint32_t[]){0x3fffffff}}};
static const mp_obj_int_t const_obj_constants_0_5 = {{&mp_type_int}, {.neg=0, .fixed_dig=1, .alloc=1, .len=1, .dig=(uint32_t*)(const uint32_t[]){0x40000000}}};
static const mp_rom_obj_tuple_t const_obj_constants_0 = {{&mp_type_tuple}, 6, {
    MP_ROM_INT(8191),
    MP_ROM_PTR(&const_obj_constants_0_1),
    MP_ROM_INT(-8192),
    MP_ROM_PTR(&const_obj_constants_0_3),
    MP_ROM_PTR(&const_obj_constants_0_4),
    MP_ROM_PTR(&const_obj_constants_0_5),
}};
static const mp_obj_int_t const_obj_constants_1 = {{&mp_type_int}, {.neg=0, .fixed_dig=1, .alloc=5, .len=5, .dig=(uint32_t*)(const uint32_t[]){0x0,0x0,0x0,0x0,0x1}}};
static const mp_obj_int_t const_obj_constants_2 = {{&mp_type_int}, {.neg=1, .fixed_dig=1, .alloc=3, .len=3, .dig=(uint32_t*)(const uint32_t[]){0x1,0x0,0x1}}};
#if MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_A || MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_B
static const mp_obj_float_t const_obj_constants_3 = {{&mp_type_float}, (mp_float_t)3.141592653589793};
#define const_obj_constants_3_macro MP_ROM_PTR(&const_obj_constants_3)
#elif MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_C
#define const_obj_constants_3_macro ((mp_rom_obj_t)(0xc0c90fda))
#elif MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_D
#define const_obj_constants_3_macro ((mp_rom_obj_t)(0xc00d21fb54442d18))
#endif
#if MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_A || MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_B
static const mp_obj_float_t const_obj_constants_4 = {{&mp_type_float}, (mp_float_t)1.5e-07};
#define const_obj_constants_4_macro MP_ROM_PTR(&const_obj_constants_4)
#elif MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_C
#define const_obj_constants_4_macro ((mp_rom_obj_t)(0xb4a10fb2))
#elif MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_D
#define const_obj_constants_4_macro ((mp_rom_obj_t)(0xbe8821f5f40d8376))
#endif
#if MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_A || MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_B
static const mp_obj_float_t const_obj_constants_5 = {{&mp_type_float}, (mp_float_t)1e+30};
#define const_obj_constants_5_macro MP_ROM_PTR(&const_obj_constants_5)
#elif MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_C
#define const_obj_constants_5_macro ((mp_rom_obj_t)(0xf1c9f2ca))
#elif MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_D
#define const_obj_constants_5_macro ((mp_rom_obj_t)(0xc62d3e5939a08cea))
#endif
static const mp_obj_complex_t const_obj_constants_6 = {{&mp_type_complex}, (mp_float_t)0, (mp_float_t)2.5};
#if MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_A || MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_B
static const mp_obj_float_t const_obj_constants_7_0 = {{&mp_type_float}, (mp_float_t)2};
#define const_obj_constants_7_0_macro MP_ROM_PTR(&const_obj_constants_7_0)
#elif MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_C
#define const_obj_constants_7_0_macro ((mp_rom_obj_t)(0xc0800002))
#elif MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_D
#define const_obj_constants_7_0_macro ((mp_rom_obj_t)(0xc004000000000000))
#endif
static const mp_obj_str_t const_obj_constants_7_1_1 = {{&mp_type_bytes}, 171, 4, (const byte*)"\x66\x6f\x75\x72"};
static const mp_rom_obj_tuple_t const_obj_constants_7_1 = {{&mp_type_tuple}, 3, {
    MP_ROM_QSTR(MP_QSTR_three),
    MP_ROM_PTR(&const_obj_constants_7_1_1),
    MP_ROM_NONE,
}};
static const mp_rom_obj_tuple_t const_obj_constants_7 = {{&mp_type_tuple}, 4, {
    const_obj_constants_7_0_macro,
    MP_ROM_PTR(&const_obj_constants_7_1),
    MP_ROM_TRUE,
    MP_ROM_PTR(&mp_const_ellipsis_obj),
}};
static const mp_obj_str_t const_obj_constants_8 = {{&mp_type_str}, 122, 69, (const byte*)"\x61\x20\x73\x74\x72\x69\x6e\x67\x20\x77\x69\x74\x68\x20\x6d\x6f\x72\x65\x20\x74\x68\x61\x6e\x20\x74\x77\x65\x6e\x74\x79\x2d\x66\x69\x76\x65\x20\x63\x68\x61\x72\x61\x63\x74\x65\x72\x73\x2c\x20\xc3\xa9\x2c\x20\xe2\x82\xac\x20\x61\x6e\x64\x20\x61\x20\x71\x75\x6f\x74\x65\x20\x27"};
static const mp_obj_str_t const_obj_constants_9 = {{&mp_type_bytes}, 10, 17, (const byte*)"\x00\x01\xfe\xff\x20\x27\x61\x6e\x64\x22\x20\x5c\x20\x74\x65\x78\x74"};
static const mp_rom_obj_tuple_t const_obj_constants_10 = {{&mp_type_tuple}, 3, {
    MP_ROM_QSTR(MP_QSTR_),
    MP_ROM_PTR(&mp_const_empty_bytes_obj),
    MP_ROM_PTR(&mp_const_empty_tuple_obj),
}};
static const mp_rom_obj_tuple_t const_obj_constants_11 = {{&mp_type_tuple}, 3, {
    MP_ROM_INT(1),
    MP_ROM_INT(2),
    MP_ROM_INT(3),
}};
static const mp_obj_str_t const_obj_constants_12 = {{&mp_type_str}, 199, 40, (const byte*)"\x66\x6f\x75\x6e\x64\x20\x69\x74\x2c\x20\x61\x6e\x64\x20\x73\x61\x69\x64\x20\x73\x6f\x20\x69\x6e\x20\x61\x20\x6c\x6f\x6e\x67\x20\x73\x65\x6e\x74\x65\x6e\x63\x65"};
static const mp_obj_int_t const_obj_constants_13 = {{&mp_type_int}, {.neg=0, .fixed_dig=1, .alloc=4, .len=4, .dig=(uint32_t*)(const uint32_t[]){0x4e3f0ad2,0xc373e0ee,0x8ee90ff6,0x1}}};

// constant table
static const mp_rom_obj_t const_obj_table_data_constants[14] = {
    MP_ROM_PTR(&const_obj_constants_0),
    MP_ROM_PTR(&const_obj_constants_1),
    MP_ROM_PTR(&const_obj_constants_2),
    const_obj_constants_3_macro,
    const_obj_constants_4_macro,
    const_obj_constants_5_macro,
    MP_ROM_PTR(&const_obj_constants_6),
    MP_ROM_PTR(&const_obj_constants_7),
    MP_ROM_PTR(&const_obj_constants_8),
    MP_ROM_PTR(&const_obj_constants_9),
    MP_ROM_PTR(&const_obj_constants_10),
    MP_ROM_PTR(&const_obj_constants_11),
    MP_ROM_PTR(&const_obj_constants_12),
    MP_ROM_PTR(&const_obj_constants_13),
};

static const mp_frozen_module_t frozen_module_constants = {
    .constants = {
        .qstr_table = (qstr_short_t *)&const_qstr_table_data_constants,
        .obj_table = (mp_obj_t *)&const_obj_table_data_constants,
    },
    .proto_fun = &proto_fun_constants__lt_module_gt_,
};

////////////////////////////////////////////////////////////////////////////////
// collection of all frozen modules

const char mp_frozen_names[] = {
    #ifdef MP_FROZEN_STR_NAMES
    MP_FROZEN_STR_NAMES
    #endif
    "constants.py\0"
    "\0"
};

const mp_frozen_module_t *const mp_frozen_mpy_content[] = {
    &frozen_module_constants,
};

#ifdef MICROPY_FROZEN_LIST_ITEM
MICROPY_FROZEN_LIST_ITEM("constants", "constants.py")
#endif

/*
byte sizes:
qstr content: 19 unique, 157 bytes
bc content: 109
const str content: 130
const int content: 64
const obj content: 224
const table qstr content: 0 entries, 0 bytes
const table ptr content: 14 entries, 56 bytes
raw code content: 2 * 4 = 32
mp_frozen_mpy_names_content: 14
mp_frozen_mpy_content_size: 4
total: 790
*/
