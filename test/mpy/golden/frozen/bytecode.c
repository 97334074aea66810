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
    MP_QSTR__lt_dictcomp_gt_ = MP_QSTRnumber_of,
    MP_QSTR__lt_lambda_gt_,
    MP_QSTR__lt_setcomp_gt_,
    MP_QSTR_BIG,
    MP_QSTR_Base,
    MP_QSTR_Derived,
    MP_QSTR_EDGE,
    MP_QSTR_EMPTY,
    MP_QSTR_HUGE,
    MP_QSTR_IMAGINARY,
    MP_QSTR_LONG,
    MP_QSTR_MINUS_BIG,
    MP_QSTR_NEGATIVE,
    MP_QSTR_NESTED,
    MP_QSTR_OrderedDict,
    MP_QSTR_PRECISE,
    MP_QSTR_RAW,
    MP_QSTR_SHORT,
    MP_QSTR_SMALL,
    MP_QSTR_Second,
    MP_QSTR_StopAsyncIteration,
    MP_QSTR_TINY,
    MP_QSTR___aenter__,
    MP_QSTR___aexit__,
    MP_QSTR___aiter__,
    MP_QSTR___anext__,
    MP_QSTR_a,
    MP_QSTR_b,
    MP_QSTR_base,
    MP_QSTR_bump,
    MP_QSTR_c,
    MP_QSTR_collections,
    MP_QSTR_constants_dot_py,
    MP_QSTR_depth,
    MP_QSTR_f,
    MP_QSTR_factor,
    MP_QSTR_flag,
    MP_QSTR_greet,
    MP_QSTR_inner,
    MP_QSTR_kind,
    MP_QSTR_language_dot_py,
    MP_QSTR_leave,
    MP_QSTR_limit,
    MP_QSTR_look,
    MP_QSTR_machine,
    MP_QSTR_name,
    MP_QSTR_namedtuple,
    MP_QSTR_names,
    MP_QSTR_no_space_line,
    MP_QSTR_nt,
    MP_QSTR_numbers,
    MP_QSTR_options,
    MP_QSTR_rest,
    MP_QSTR_scale,
    MP_QSTR_second,
    MP_QSTR_second_dot_py,
    MP_QSTR_sequence,
    MP_QSTR_slice,
    MP_QSTR_source,
    MP_QSTR_sys,
    MP_QSTR_three,
    MP_QSTR_too_space_many,
    MP_QSTR_unpack,
    MP_QSTR_wait,
    MP_QSTR_y,
    MP_QSTR__brace_open__colon_04d_brace_close__space_of_space__brace_open__bang_r_brace_close_,
    MP_QSTR__eacute_,
};

const qstr_hash_t mp_qstr_frozen_const_hashes[] = {
    36300,
    35968,
    20820,
    50185,
    43472,
    50184,
    29318,
    59472,
    49722,
    32810,
    25871,
    1210,
    61926,
    12040,
    32496,
    58046,
    1793,
    7159,
    31130,
    20469,
    61676,
    57743,
    33868,
    53188,
    11086,
    46211,
    46532,
    46535,
    18160,
    31023,
    46534,
    51424,
    23823,
    31976,
    46531,
    53704,
    17001,
    39076,
    21115,
    429,
    2960,
    7614,
    47376,
    9250,
    43872,
    30114,
    5662,
    10641,
    49066,
    28511,
    49013,
    25589,
    63477,
    20861,
    19221,
    29074,
    27482,
    62645,
    30904,
    36540,
    18027,
    13642,
    15367,
    21902,
    46556,
    15365,
    25231,
};

const qstr_len_t mp_qstr_frozen_const_lengths[] = {
    10,
    8,
    9,
    3,
    4,
    7,
    4,
    5,
    4,
    9,
    4,
    9,
    8,
    6,
    11,
    7,
    3,
    5,
    5,
    6,
    18,
    4,
    10,
    9,
    9,
    9,
    1,
    1,
    4,
    4,
    1,
    11,
    12,
    5,
    1,
    6,
    4,
    5,
    5,
    4,
    11,
    5,
    5,
    4,
    7,
    4,
    10,
    5,
    7,
    2,
    7,
    7,
    4,
    5,
    6,
    9,
    8,
    5,
    6,
    3,
    5,
    8,
    6,
    4,
    1,
    14,
    2,
};

extern const qstr_pool_t mp_qstr_const_pool;
const qstr_pool_t mp_qstr_frozen_const_pool = {
    &mp_qstr_const_pool, // previous pool
    MP_QSTRnumber_of, // previous pool size
    true, // is_sorted
    10, // allocated entries
    67, // used entries
    (qstr_hash_t *)mp_qstr_frozen_const_hashes,
    (qstr_len_t *)mp_qstr_frozen_const_lengths,
    {
        "<dictcomp>",
        "<lambda>",
        "<setcomp>",
        "BIG",
        "Base",
        "Derived",
        "EDGE",
        "EMPTY",
        "HUGE",
        "IMAGINARY",
        "LONG",
        "MINUS_BIG",
        "NEGATIVE",
        "NESTED",
        "OrderedDict",
        "PRECISE",
        "RAW",
        "SHORT",
        "SMALL",
        "Second",
        "StopAsyncIteration",
        "TINY",
        "__aenter__",
        "__aexit__",
        "__aiter__",
        "__anext__",
        "a",
        "b",
        "base",
        "bump",
        "c",
        "collections",
        "constants.py",
        "depth",
        "f",
        "factor",
        "flag",
        "greet",
        "inner",
        "kind",
        "language.py",
        "leave",
        "limit",
        "look",
        "machine",
        "name",
        "namedtuple",
        "names",
        "no line",
        "nt",
        "numbers",
        "options",
        "rest",
        "scale",
        "second",
        "second.py",
        "sequence",
        "slice",
        "source",
        "sys",
        "three",
        "too many",
        "unpack",
        "wait",
        "y",
        "{:04d} of {!r}",
        "\xc3\xa9",
    },
};

////////////////////////////////////////////////////////////////////////////////
// frozen module language
// - original source file: mpy/language.mpy
// - frozen file name: language.py
// - .mpy header: 4d:06:00:1f

// frozen bytecode for file language.py, scope language__lt_module_gt_
static const byte fun_data_language__lt_module_gt_[173] = {
    0x2c,0x2e, // prelude
    0x01, // names: <module>
    0x20,0x26,0x52,0x22,0x51,0x47,0x6a,0x89,0x11,0x8b,0x0a,0x88,0x0c,0x84,0x10,0x84,0x07,0x84,0x07,0x63,0x84,0x07, // code info
    0x80, // LOAD_CONST_SMALL_INT 0
    0x51, // LOAD_CONST_NONE
    0x1b,0x02, // IMPORT_NAME 'sys'
    0x16,0x02, // STORE_NAME 'sys'
    0x80, // LOAD_CONST_SMALL_INT 0
    0x10,0x03, // LOAD_CONST_STRING 'OrderedDict'
    0x10,0x04, // LOAD_CONST_STRING 'namedtuple'
    0x2a,0x02, // BUILD_TUPLE 2
    0x1b,0x05, // IMPORT_NAME 'collections'
    0x1c,0x03, // IMPORT_FROM 'OrderedDict'
    0x16,0x03, // STORE_NAME 'OrderedDict'
    0x1c,0x04, // IMPORT_FROM 'namedtuple'
    0x16,0x2b, // STORE_NAME 'nt'
    0x59, // POP_TOP
    0x48,0x0a, // SETUP_EXCEPT 10
    0x80, // LOAD_CONST_SMALL_INT 0
    0x10,0x06, // LOAD_CONST_STRING '*'
    0x2a,0x01, // BUILD_TUPLE 1
    0x1b,0x07, // IMPORT_NAME 'machine'
    0x69, // IMPORT_STAR
    0x4a,0x0e, // POP_EXCEPT_JUMP 14
    0x57, // DUP_TOP
    0x11,0x2c, // LOAD_NAME 'ImportError'
    0xdf, // BINARY_OP 8 <exception match>
    0x44,0x47, // POP_JUMP_IF_FALSE 7
    0x59, // POP_TOP
    0x11,0x02, // LOAD_NAME 'sys'
    0x16,0x02, // STORE_NAME 'sys'
    0x4a,0x01, // POP_EXCEPT_JUMP 1
    0x5d, // END_FINALLY
    0x11,0x2b, // LOAD_NAME 'nt'
    0x10,0x08, // LOAD_CONST_STRING 'Point'
    0x23,0x00, // LOAD_CONST_OBJ 0
    0x34,0x02, // CALL_FUNCTION 2
    0x16,0x08, // STORE_NAME 'Point'
    0x54, // LOAD_BUILD_CLASS
    0x32,0x00, // MAKE_FUNCTION 0
    0x10,0x09, // LOAD_CONST_STRING 'Base'
    0x34,0x02, // CALL_FUNCTION 2
    0x16,0x09, // STORE_NAME 'Base'
    0x54, // LOAD_BUILD_CLASS
    0x32,0x01, // MAKE_FUNCTION 1
    0x10,0x0a, // LOAD_CONST_STRING 'Derived'
    0x11,0x09, // LOAD_NAME 'Base'
    0x34,0x03, // CALL_FUNCTION 3
    0x16,0x0a, // STORE_NAME 'Derived'
    0x81, // LOAD_CONST_SMALL_INT 1
    0x2a,0x01, // BUILD_TUPLE 1
    0x53, // LOAD_NULL
    0x33,0x02, // MAKE_FUNCTION_DEFARGS 2
    0x16,0x0d, // STORE_NAME 'numbers'
    0x32,0x03, // MAKE_FUNCTION 3
    0x16,0x0e, // STORE_NAME 'leave'
    0x32,0x04, // MAKE_FUNCTION 4
    0x16,0x10, // STORE_NAME 'wait'
    0x32,0x05, // MAKE_FUNCTION 5
    0x16,0x1b, // STORE_NAME 'unpack'
    0x80, // LOAD_CONST_SMALL_INT 0
    0x17,0x2d, // STORE_GLOBAL 'count'
    0x32,0x06, // MAKE_FUNCTION 6
    0x16,0x1c, // STORE_NAME 'bump'
    0x11,0x2e, // LOAD_NAME 'print'
    0x11,0x0a, // LOAD_NAME 'Derived'
    0x83, // LOAD_CONST_SMALL_INT 3
    0x34,0x01, // CALL_FUNCTION 1
    0x81, // LOAD_CONST_SMALL_INT 1
    0x82, // LOAD_CONST_SMALL_INT 2
    0x2e,0x02, // BUILD_SLICE 2
    0x55, // LOAD_SUBSCR
    0x11,0x2f, // LOAD_NAME 'list'
    0x11,0x0d, // LOAD_NAME 'numbers'
    0x8a, // LOAD_CONST_SMALL_INT 10
    0x34,0x01, // CALL_FUNCTION 1
    0x34,0x01, // CALL_FUNCTION 1
    0x11,0x1c, // LOAD_NAME 'bump'
    0x34,0x00, // CALL_FUNCTION 0
    0x12,0x2d, // LOAD_GLOBAL 'count'
    0x44,0x44, // POP_JUMP_IF_FALSE 4
    0x12,0x2d, // LOAD_GLOBAL 'count'
    0x42,0x41, // JUMP 1
    0x51, // LOAD_CONST_NONE
    0x23,0x01, // LOAD_CONST_OBJ 1
    0x34,0x05, // CALL_FUNCTION 5
    0x59, // POP_TOP
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
// child of language__lt_module_gt_
// frozen bytecode for file language.py, scope language_Base
static const byte fun_data_language_Base[41] = {
    0x18,0x0c, // prelude
    0x09, // names: Base
    0x88,0x0d,0x44,0x6b,0x40, // code info
    0x11,0x30, // LOAD_NAME '__name__'
    0x16,0x31, // STORE_NAME '__module__'
    0x10,0x09, // LOAD_CONST_STRING 'Base'
    0x16,0x32, // STORE_NAME '__qualname__'
    0x10,0x0b, // LOAD_CONST_STRING 'base'
    0x16,0x33, // STORE_NAME 'kind'
    0x53, // LOAD_NULL
    0x2c,0x00, // BUILD_MAP 0
    0x50, // LOAD_CONST_FALSE
    0x10,0x0c, // LOAD_CONST_STRING 'flag'
    0x62, // STORE_MAP
    0x33,0x00, // MAKE_FUNCTION_DEFARGS 0
    0x16,0x20, // STORE_NAME '__init__'
    0x82, // LOAD_CONST_SMALL_INT 2
    0x2a,0x01, // BUILD_TUPLE 1
    0x53, // LOAD_NULL
    0x33,0x01, // MAKE_FUNCTION_DEFARGS 1
    0x16,0x24, // STORE_NAME 'scale'
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
// child of language_Base
// frozen bytecode for file language.py, scope language_Base___init__
static const byte fun_data_language_Base___init__[36] = {
    0xc2,0x88,0xc0,0xc0,0x40,0x10, // prelude
    0x20,0x3d,0x21,0x0c, // names: __init__, self, x, flag
    0x80,0x10,0x24,0x24, // code info
    0xb1, // LOAD_FAST 1
    0xb0, // LOAD_FAST 0
    0x18,0x21, // STORE_ATTR 'x'
    0xb3, // LOAD_FAST 3
    0xb0, // LOAD_FAST 0
    0x18,0x22, // STORE_ATTR 'rest'
    0x12,0x3e, // LOAD_GLOBAL 'dict'
    0xb4, // LOAD_FAST 4
    0x10,0x0c, // LOAD_CONST_STRING 'flag'
    0xb2, // LOAD_FAST 2
    0x34,0x82,0x01, // CALL_FUNCTION 257
    0xb0, // LOAD_FAST 0
    0x18,0x23, // STORE_ATTR 'options'
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_language_Base___init__ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_language_Base___init__,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 36,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 9,
        .n_exc_stack = 0,
        .scope_flags = 14,
        .n_pos_args = 2,
        .n_kwonly_args = 1,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 32,
        .line_info = fun_data_language_Base___init__ + 10,
        .line_info_top = fun_data_language_Base___init__ + 14,
        .opcodes = fun_data_language_Base___init__ + 14,
    },
    #endif
    #endif
};
#else
#define proto_fun_language_Base___init__ fun_data_language_Base___init__[0]
#endif

// child of language_Base
// frozen bytecode for file language.py, scope language_Base_scale
static const byte fun_data_language_Base_scale[21] = {
    0xa2,0x01,0x8e,0x01, // prelude
    0x24,0x3d,0x3f, // names: scale, self, factor
    0x80,0x15,0x66,0x40,0x00,0x01, // code info
    0xb0, // LOAD_FAST 0
    0xb1, // LOAD_FAST 1
    0x20,0x00,0x02, // MAKE_CLOSURE 0
    0xc2, // STORE_FAST 2
    0xb2, // LOAD_FAST 2
    0x63, // RETURN_VALUE
};
// child of language_Base_scale
// frozen bytecode for file language.py, scope language_Base_scale_inner
static const byte fun_data_language_Base_scale_inner[24] = {
    0x23,0x10, // prelude
    0x2a,0x06,0x06,0x47, // names: inner, *, *, y
    0x80,0x16,0x20,0x26, // code info
    0x25,0x01, // LOAD_DEREF 1
    0xb2, // LOAD_FAST 2
    0xe5, // BINARY_OP 14 __iadd__
    0x27,0x01, // STORE_DEREF 1
    0x25,0x00, // LOAD_DEREF 0
    0x13,0x21, // LOAD_ATTR 'x'
    0x25,0x01, // LOAD_DEREF 1
    0xf4, // BINARY_OP 29 __mul__
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_language_Base_scale_inner = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_language_Base_scale_inner,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 24,
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
        .n_pos_args = 3,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 42,
        .line_info = fun_data_language_Base_scale_inner + 6,
        .line_info_top = fun_data_language_Base_scale_inner + 10,
        .opcodes = fun_data_language_Base_scale_inner + 10,
    },
    #endif
    #endif
};
#else
#define proto_fun_language_Base_scale_inner fun_data_language_Base_scale_inner[0]
#endif

static const mp_raw_code_t *const children_language_Base_scale[] = {
    (const mp_raw_code_t *)&proto_fun_language_Base_scale_inner,
};

static const mp_raw_code_truncated_t proto_fun_language_Base_scale = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_language_Base_scale,
    .children = (void *)&children_language_Base_scale,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 21,
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
        .n_pos_args = 2,
        .n_kwonly_args = 0,
        .n_def_pos_args = 1,
        .qstr_block_name_idx = 36,
        .line_info = fun_data_language_Base_scale + 7,
        .line_info_top = fun_data_language_Base_scale + 11,
        .opcodes = fun_data_language_Base_scale + 13,
    },
    #endif
    #endif
};

static const mp_raw_code_t *const children_language_Base[] = {
    (const mp_raw_code_t *)&proto_fun_language_Base___init__,
    (const mp_raw_code_t *)&proto_fun_language_Base_scale,
};

static const mp_raw_code_truncated_t proto_fun_language_Base = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_language_Base,
    .children = (void *)&children_language_Base,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 41,
    .n_children = 2,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 4,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 0,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 9,
        .line_info = fun_data_language_Base + 3,
        .line_info_top = fun_data_language_Base + 8,
        .opcodes = fun_data_language_Base + 8,
    },
    #endif
    #endif
};

// child of language__lt_module_gt_
// frozen bytecode for file language.py, scope language_Derived
static const byte fun_data_language_Derived[27] = {
    0x08,0x09, // prelude
    0x0a, // names: Derived
    0x88,0x1e,0x66,0x00, // code info
    0x11,0x30, // LOAD_NAME '__name__'
    0x16,0x31, // STORE_NAME '__module__'
    0x10,0x0a, // LOAD_CONST_STRING 'Derived'
    0x16,0x32, // STORE_NAME '__qualname__'
    0xb0, // LOAD_FAST 0
    0x20,0x00,0x01, // MAKE_CLOSURE 0
    0x16,0x20, // STORE_NAME '__init__'
    0x32,0x01, // MAKE_FUNCTION 1
    0x16,0x26, // STORE_NAME '__getitem__'
    0xb0, // LOAD_FAST 0
    0x63, // RETURN_VALUE
};
// child of language_Derived
// frozen bytecode for file language.py, scope language_Derived___init__
static const byte fun_data_language_Derived___init__[30] = {
    0x5b,0x0c, // prelude
    0x20,0x06,0x3d,0x21, // names: __init__, *, self, x
    0x80,0x1f, // code info
    0x12,0x40, // LOAD_GLOBAL 'super'
    0x25,0x00, // LOAD_DEREF 0
    0xb1, // LOAD_FAST 1
    0x15,0x20, // LOAD_SUPER_METHOD '__init__'
    0xb2, // LOAD_FAST 2
    0x81, // LOAD_CONST_SMALL_INT 1
    0x82, // LOAD_CONST_SMALL_INT 2
    0x10,0x0c, // LOAD_CONST_STRING 'flag'
    0x52, // LOAD_CONST_TRUE
    0x10,0x25, // LOAD_CONST_STRING 'depth'
    0x83, // LOAD_CONST_SMALL_INT 3
    0x36,0x84,0x03, // CALL_METHOD 515
    0x59, // POP_TOP
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_language_Derived___init__ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_language_Derived___init__,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 30,
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
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 32,
        .line_info = fun_data_language_Derived___init__ + 6,
        .line_info_top = fun_data_language_Derived___init__ + 8,
        .opcodes = fun_data_language_Derived___init__ + 8,
    },
    #endif
    #endif
};
#else
#define proto_fun_language_Derived___init__ fun_data_language_Derived___init__[0]
#endif

// child of language_Derived
// frozen bytecode for file language.py, scope language_Derived___getitem__
static const byte fun_data_language_Derived___getitem__[37] = {
    0x22,0x0e, // prelude
    0x26,0x3d,0x41, // names: __getitem__, self, key
    0x80,0x22,0x29,0x28, // code info
    0x12,0x42, // LOAD_GLOBAL 'isinstance'
    0xb1, // LOAD_FAST 1
    0x12,0x43, // LOAD_GLOBAL 'slice'
    0x34,0x02, // CALL_FUNCTION 2
    0x44,0x48, // POP_JUMP_IF_FALSE 8
    0xb0, // LOAD_FAST 0
    0x13,0x21, // LOAD_ATTR 'x'
    0x2b,0x01, // BUILD_LIST 1
    0xb1, // LOAD_FAST 1
    0x55, // LOAD_SUBSCR
    0x63, // RETURN_VALUE
    0xb1, // LOAD_FAST 1
    0x80, // LOAD_CONST_SMALL_INT 0
    0xd7, // BINARY_OP 0 __lt__
    0x44,0x43, // POP_JUMP_IF_FALSE 3
    0xb1, // LOAD_FAST 1
    0xd2, // UNARY_OP 2 __invert__
    0x63, // RETURN_VALUE
    0xb1, // LOAD_FAST 1
    0xd1, // UNARY_OP 1 __neg__
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_language_Derived___getitem__ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_language_Derived___getitem__,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 37,
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
        .n_pos_args = 2,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 38,
        .line_info = fun_data_language_Derived___getitem__ + 5,
        .line_info_top = fun_data_language_Derived___getitem__ + 9,
        .opcodes = fun_data_language_Derived___getitem__ + 9,
    },
    #endif
    #endif
};
#else
#define proto_fun_language_Derived___getitem__ fun_data_language_Derived___getitem__[0]
#endif

static const mp_raw_code_t *const children_language_Derived[] = {
    (const mp_raw_code_t *)&proto_fun_language_Derived___init__,
    (const mp_raw_code_t *)&proto_fun_language_Derived___getitem__,
};

static const mp_raw_code_truncated_t proto_fun_language_Derived = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_language_Derived,
    .children = (void *)&children_language_Derived,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 27,
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
        .qstr_block_name_idx = 10,
        .line_info = fun_data_language_Derived + 3,
        .line_info_top = fun_data_language_Derived + 6,
        .opcodes = fun_data_language_Derived + 7,
    },
    #endif
    #endif
};

// child of language__lt_module_gt_
// frozen bytecode for file language.py, scope language_numbers
static const byte fun_data_language_numbers[45] = {
    0xbe,0x41,0x18, // prelude
    0x0d,0x34,0x35, // names: numbers, limit, step
    0x80,0x28,0x22,0x22,0x22,0x25,0x23,0x44,0x2a, // code info
    0x80, // LOAD_CONST_SMALL_INT 0
    0xc2, // STORE_FAST 2
    0x42,0x53, // JUMP 19
    0x49,0x0c, // SETUP_FINALLY 12
    0xb2, // LOAD_FAST 2
    0x85, // LOAD_CONST_SMALL_INT 5
    0xd9, // BINARY_OP 2 __eq__
    0x44,0x43, // POP_JUMP_IF_FALSE 3
    0x40,0x4a,0x01, // UNWIND_JUMP 10
    0xb2, // LOAD_FAST 2
    0x67, // YIELD_VALUE
    0x59, // POP_TOP
    0x51, // LOAD_CONST_NONE
    0xb2, // LOAD_FAST 2
    0xb1, // LOAD_FAST 1
    0xe5, // BINARY_OP 14 __iadd__
    0xc2, // STORE_FAST 2
    0x5d, // END_FINALLY
    0xb2, // LOAD_FAST 2
    0xb0, // LOAD_FAST 0
    0xd7, // BINARY_OP 0 __lt__
    0x43,0x28, // POP_JUMP_IF_TRUE -24
    0xb2, // LOAD_FAST 2
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_language_numbers = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 1,
    .fun_data = fun_data_language_numbers,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 45,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 8,
        .n_exc_stack = 1,
        .scope_flags = 1,
        .n_pos_args = 2,
        .n_kwonly_args = 0,
        .n_def_pos_args = 1,
        .qstr_block_name_idx = 13,
        .line_info = fun_data_language_numbers + 6,
        .line_info_top = fun_data_language_numbers + 15,
        .opcodes = fun_data_language_numbers + 15,
    },
    #endif
    #endif
};
#else
#define proto_fun_language_numbers fun_data_language_numbers[0]
#endif

// child of language__lt_module_gt_
// frozen bytecode for file language.py, scope language_leave
static const byte fun_data_language_leave[97] = {
    0xad,0x12,0x1e, // prelude
    0x0e,0x36, // names: leave, items
    0x80,0x34,0x25,0x28,0x23,0x23,0x25,0x22,0x23,0x25,0x2c,0x58,0x25, // code info
    0xb0, // LOAD_FAST 0
    0x5f, // GET_ITER_STACK
    0x4b,0x42, // FOR_ITER 66
    0xc1, // STORE_FAST 1
    0x12,0x37, // LOAD_GLOBAL 'open'
    0xb1, // LOAD_FAST 1
    0x34,0x01, // CALL_FUNCTION 1
    0x47,0x35, // SETUP_WITH 53
    0xc2, // STORE_FAST 2
    0xb2, // LOAD_FAST 2
    0x43,0x43, // POP_JUMP_IF_TRUE 3
    0x40,0x7b,0x81, // UNWIND_JUMP 59
    0xb2, // LOAD_FAST 2
    0x5f, // GET_ITER_STACK
    0x4b,0x29, // FOR_ITER 41
    0xc3, // STORE_FAST 3
    0x48,0x07, // SETUP_EXCEPT 7
    0xb3, // LOAD_FAST 3
    0x44,0x42, // POP_JUMP_IF_FALSE 2
    0xb3, // LOAD_FAST 3
    0x63, // RETURN_VALUE
    0x4a,0x1d, // POP_EXCEPT_JUMP 29
    0x57, // DUP_TOP
    0x12,0x38, // LOAD_GLOBAL 'ValueError'
    0x12,0x39, // LOAD_GLOBAL 'OSError'
    0x2a,0x02, // BUILD_TUPLE 2
    0xdf, // BINARY_OP 8 <exception match>
    0x44,0x52, // POP_JUMP_IF_FALSE 18
    0xc4, // STORE_FAST 4
    0x49,0x08, // SETUP_FINALLY 8
    0x12,0x3a, // LOAD_GLOBAL 'RuntimeError'
    0x10,0x0f, // LOAD_CONST_STRING 'no line'
    0x34,0x01, // CALL_FUNCTION 1
    0xb4, // LOAD_FAST 4
    0x66, // RAISE_FROM
    0x51, // LOAD_CONST_NONE
    0xc4, // STORE_FAST 4
    0x28,0x04, // DELETE_FAST 4
    0x5d, // END_FINALLY
    0x4a,0x01, // POP_EXCEPT_JUMP 1
    0x5d, // END_FINALLY
    0x42,0x15, // JUMP -43
    0x51, // LOAD_CONST_NONE
    0x5c, // WITH_CLEANUP
    0x5d, // END_FINALLY
    0x42,0xbc,0x7f, // JUMP -68
    0xb0, // LOAD_FAST 0
    0x80, // LOAD_CONST_SMALL_INT 0
    0x53, // LOAD_NULL
    0x5b, // ROT_THREE
    0x56, // STORE_SUBSCR
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_language_leave = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_language_leave,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 97,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 22,
        .n_exc_stack = 3,
        .scope_flags = 0,
        .n_pos_args = 1,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 14,
        .line_info = fun_data_language_leave + 5,
        .line_info_top = fun_data_language_leave + 18,
        .opcodes = fun_data_language_leave + 18,
    },
    #endif
    #endif
};
#else
#define proto_fun_language_leave fun_data_language_leave[0]
#endif

// child of language__lt_module_gt_
// frozen bytecode for file language.py, scope language_wait
static const byte fun_data_language_wait[123] = {
    0xe9,0x42,0x10, // prelude
    0x10,0x3b, // names: wait, source
    0x80,0x44,0x2c,0x3c,0x1f,0x3e, // code info
    0xb0, // LOAD_FAST 0
    0x57, // DUP_TOP
    0x14,0x11, // LOAD_METHOD '__aenter__'
    0x36,0x00, // CALL_METHOD 0
    0x5e, // GET_ITER
    0x51, // LOAD_CONST_NONE
    0x68, // YIELD_FROM
    0xc1, // STORE_FAST 1
    0x49,0x2e, // SETUP_FINALLY 46
    0xb1, // LOAD_FAST 1
    0x14,0x12, // LOAD_METHOD '__aiter__'
    0x36,0x00, // CALL_METHOD 0
    0x48,0x0b, // SETUP_EXCEPT 11
    0x57, // DUP_TOP
    0x14,0x13, // LOAD_METHOD '__anext__'
    0x36,0x00, // CALL_METHOD 0
    0x5e, // GET_ITER
    0x51, // LOAD_CONST_NONE
    0x68, // YIELD_FROM
    0xc2, // STORE_FAST 2
    0x4a,0x0a, // POP_EXCEPT_JUMP 10
    0x57, // DUP_TOP
    0x12,0x14, // LOAD_GLOBAL 'StopAsyncIteration'
    0xdf, // BINARY_OP 8 <exception match>
    0x44,0x43, // POP_JUMP_IF_FALSE 3
    0x59, // POP_TOP
    0x4a,0x0e, // POP_EXCEPT_JUMP 14
    0x5d, // END_FINALLY
    0x12,0x2e, // LOAD_GLOBAL 'print'
    0xb2, // LOAD_FAST 2
    0x10,0x15, // LOAD_CONST_STRING 'end'
    0x10,0x16, // LOAD_CONST_STRING ''
    0x34,0x82,0x01, // CALL_FUNCTION 257
    0x59, // POP_TOP
    0x42,0x1c, // JUMP -36
    0x59, // POP_TOP
    0x51, // LOAD_CONST_NONE
    0x5a, // ROT_TWO
    0x42,0x5f, // JUMP 31
    0x57, // DUP_TOP
    0x12,0x17, // LOAD_GLOBAL 'BaseException'
    0xdf, // BINARY_OP 8 <exception match>
    0x44,0x57, // POP_JUMP_IF_FALSE 23
    0x57, // DUP_TOP
    0x5b, // ROT_THREE
    0x5a, // ROT_TWO
    0x14,0x18, // LOAD_METHOD '__aexit__'
    0x5b, // ROT_THREE
    0x5b, // ROT_THREE
    0x57, // DUP_TOP
    0x13,0x19, // LOAD_ATTR '__class__'
    0x5a, // ROT_TWO
    0x51, // LOAD_CONST_NONE
    0x36,0x03, // CALL_METHOD 3
    0x5e, // GET_ITER
    0x51, // LOAD_CONST_NONE
    0x68, // YIELD_FROM
    0x44,0x51, // POP_JUMP_IF_FALSE 17
    0x59, // POP_TOP
    0x51, // LOAD_CONST_NONE
    0x42,0x4d, // JUMP 13
    0x5b, // ROT_THREE
    0x5b, // ROT_THREE
    0x14,0x18, // LOAD_METHOD '__aexit__'
    0x51, // LOAD_CONST_NONE
    0x57, // DUP_TOP
    0x57, // DUP_TOP
    0x36,0x03, // CALL_METHOD 3
    0x5e, // GET_ITER
    0x51, // LOAD_CONST_NONE
    0x68, // YIELD_FROM
    0x59, // POP_TOP
    0x5d, // END_FINALLY
    0xb0, // LOAD_FAST 0
    0x14,0x1a, // LOAD_METHOD 'close'
    0x36,0x00, // CALL_METHOD 0
    0x5e, // GET_ITER
    0x51, // LOAD_CONST_NONE
    0x68, // YIELD_FROM
    0x59, // POP_TOP
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_language_wait = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 1,
    .fun_data = fun_data_language_wait,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 123,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 14,
        .n_exc_stack = 2,
        .scope_flags = 1,
        .n_pos_args = 1,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 16,
        .line_info = fun_data_language_wait + 5,
        .line_info_top = fun_data_language_wait + 11,
        .opcodes = fun_data_language_wait + 11,
    },
    #endif
    #endif
};
#else
#define proto_fun_language_wait fun_data_language_wait[0]
#endif

// child of language__lt_module_gt_
// frozen bytecode for file language.py, scope language_unpack
static const byte fun_data_language_unpack[45] = {
    0x51,0x0e, // prelude
    0x1b,0x3c, // names: unpack, sequence
    0x80,0x4b,0x27,0x26,0x26, // code info
    0xb0, // LOAD_FAST 0
    0x31,0x82,0x01, // UNPACK_EX 257
    0xc1, // STORE_FAST 1
    0xc2, // STORE_FAST 2
    0xc3, // STORE_FAST 3
    0x32,0x00, // MAKE_FUNCTION 0
    0xb2, // LOAD_FAST 2
    0x34,0x01, // CALL_FUNCTION 1
    0xc4, // STORE_FAST 4
    0x32,0x01, // MAKE_FUNCTION 1
    0xb4, // LOAD_FAST 4
    0x34,0x01, // CALL_FUNCTION 1
    0xc5, // STORE_FAST 5
    0x12,0x2e, // LOAD_GLOBAL 'print'
    0xb5, // LOAD_FAST 5
    0xb1, // LOAD_FAST 1
    0xb3, // LOAD_FAST 3
    0x81, // LOAD_CONST_SMALL_INT 1
    0x35,0x03, // CALL_FUNCTION_VAR_KW 3
    0x81, // LOAD_CONST_SMALL_INT 1
    0x2a,0x01, // BUILD_TUPLE 1
    0x53, // LOAD_NULL
    0x33,0x02, // MAKE_FUNCTION_DEFARGS 2
    0x2a,0x02, // BUILD_TUPLE 2
    0x63, // RETURN_VALUE
};
// child of language_unpack
// frozen bytecode for file language.py, scope language_unpack__lt_dictcomp_gt_
static const byte fun_data_language_unpack__lt_dictcomp_gt_[26] = {
    0x49,0x08, // prelude
    0x27,0x06, // names: <dictcomp>, *
    0x80,0x4c, // code info
    0x2c,0x00, // BUILD_MAP 0
    0xb0, // LOAD_FAST 0
    0x5f, // GET_ITER_STACK
    0x4b,0x0d, // FOR_ITER 13
    0x30,0x02, // UNPACK_SEQUENCE 2
    0xc1, // STORE_FAST 1
    0xc2, // STORE_FAST 2
    0xb1, // LOAD_FAST 1
    0x44,0x37, // POP_JUMP_IF_FALSE -9
    0xb2, // LOAD_FAST 2
    0xb1, // LOAD_FAST 1
    0x2f,0x19, // STORE_COMP 25
    0x42,0x31, // JUMP -15
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_language_unpack__lt_dictcomp_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_language_unpack__lt_dictcomp_gt_,
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
        .n_state = 10,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 1,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 39,
        .line_info = fun_data_language_unpack__lt_dictcomp_gt_ + 4,
        .line_info_top = fun_data_language_unpack__lt_dictcomp_gt_ + 6,
        .opcodes = fun_data_language_unpack__lt_dictcomp_gt_ + 6,
    },
    #endif
    #endif
};
#else
#define proto_fun_language_unpack__lt_dictcomp_gt_ fun_data_language_unpack__lt_dictcomp_gt_[0]
#endif

// child of language_unpack
// frozen bytecode for file language.py, scope language_unpack__lt_setcomp_gt_
static const byte fun_data_language_unpack__lt_setcomp_gt_[19] = {
    0x39,0x08, // prelude
    0x28,0x06, // names: <setcomp>, *
    0x80,0x4d, // code info
    0x2d,0x00, // BUILD_SET 0
    0xb0, // LOAD_FAST 0
    0x5f, // GET_ITER_STACK
    0x4b,0x06, // FOR_ITER 6
    0xc1, // STORE_FAST 1
    0xb1, // LOAD_FAST 1
    0x2f,0x16, // STORE_COMP 22
    0x42,0x38, // JUMP -8
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_language_unpack__lt_setcomp_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_language_unpack__lt_setcomp_gt_,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 19,
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
        .qstr_block_name_idx = 40,
        .line_info = fun_data_language_unpack__lt_setcomp_gt_ + 4,
        .line_info_top = fun_data_language_unpack__lt_setcomp_gt_ + 6,
        .opcodes = fun_data_language_unpack__lt_setcomp_gt_ + 6,
    },
    #endif
    #endif
};
#else
#define proto_fun_language_unpack__lt_setcomp_gt_ fun_data_language_unpack__lt_setcomp_gt_[0]
#endif

// child of language_unpack
// frozen bytecode for file language.py, scope language_unpack__lt_lambda_gt_
static const byte fun_data_language_unpack__lt_lambda_gt_[15] = {
    0xa2,0x09,0x0c, // prelude
    0x29,0x44,0x45,0x46, // names: <lambda>, a, b, c
    0x80,0x4e, // code info
    0xb0, // LOAD_FAST 0
    0xb1, // LOAD_FAST 1
    0xf5, // BINARY_OP 30 __matmul__
    0xb2, // LOAD_FAST 2
    0xf6, // BINARY_OP 31 __floordiv__
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_language_unpack__lt_lambda_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_language_unpack__lt_lambda_gt_,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 15,
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
        .n_pos_args = 2,
        .n_kwonly_args = 1,
        .n_def_pos_args = 1,
        .qstr_block_name_idx = 41,
        .line_info = fun_data_language_unpack__lt_lambda_gt_ + 7,
        .line_info_top = fun_data_language_unpack__lt_lambda_gt_ + 9,
        .opcodes = fun_data_language_unpack__lt_lambda_gt_ + 9,
    },
    #endif
    #endif
};
#else
#define proto_fun_language_unpack__lt_lambda_gt_ fun_data_language_unpack__lt_lambda_gt_[0]
#endif

static const mp_raw_code_t *const children_language_unpack[] = {
    (const mp_raw_code_t *)&proto_fun_language_unpack__lt_dictcomp_gt_,
    (const mp_raw_code_t *)&proto_fun_language_unpack__lt_setcomp_gt_,
    (const mp_raw_code_t *)&proto_fun_language_unpack__lt_lambda_gt_,
};

static const mp_raw_code_truncated_t proto_fun_language_unpack = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_language_unpack,
    .children = (void *)&children_language_unpack,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 45,
    .n_children = 3,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 11,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 1,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 27,
        .line_info = fun_data_language_unpack + 4,
        .line_info_top = fun_data_language_unpack + 9,
        .opcodes = fun_data_language_unpack + 9,
    },
    #endif
    #endif
};

// child of language__lt_module_gt_
// frozen bytecode for file language.py, scope language_bump
static const byte fun_data_language_bump[40] = {
    0x18,0x0c, // prelude
    0x1c, // names: bump
    0x80,0x55,0x20,0x26,0x2f, // code info
    0x12,0x2d, // LOAD_GLOBAL 'count'
    0x81, // LOAD_CONST_SMALL_INT 1
    0xe5, // BINARY_OP 14 __iadd__
    0x17,0x2d, // STORE_GLOBAL 'count'
    0x12,0x2d, // LOAD_GLOBAL 'count'
    0x22,0x87,0x68, // LOAD_CONST_SMALL_INT 1000
    0xd7, // BINARY_OP 0 __lt__
    0x43,0x47, // POP_JUMP_IF_TRUE 7
    0x12,0x1d, // LOAD_GLOBAL 'AssertionError'
    0x10,0x1e, // LOAD_CONST_STRING 'too many'
    0x34,0x01, // CALL_FUNCTION 1
    0x65, // RAISE_OBJ
    0x23,0x02, // LOAD_CONST_OBJ 2
    0x14,0x1f, // LOAD_METHOD 'format'
    0x12,0x2d, // LOAD_GLOBAL 'count'
    0x12,0x2d, // LOAD_GLOBAL 'count'
    0x36,0x02, // CALL_METHOD 2
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_language_bump = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_language_bump,
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
        .n_state = 4,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 0,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 28,
        .line_info = fun_data_language_bump + 3,
        .line_info_top = fun_data_language_bump + 8,
        .opcodes = fun_data_language_bump + 8,
    },
    #endif
    #endif
};
#else
#define proto_fun_language_bump fun_data_language_bump[0]
#endif

static const mp_raw_code_t *const children_language__lt_module_gt_[] = {
    (const mp_raw_code_t *)&proto_fun_language_Base,
    (const mp_raw_code_t *)&proto_fun_language_Derived,
    (const mp_raw_code_t *)&proto_fun_language_numbers,
    (const mp_raw_code_t *)&proto_fun_language_leave,
    (const mp_raw_code_t *)&proto_fun_language_wait,
    (const mp_raw_code_t *)&proto_fun_language_unpack,
    (const mp_raw_code_t *)&proto_fun_language_bump,
};

static const mp_raw_code_truncated_t proto_fun_language__lt_module_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_language__lt_module_gt_,
    .children = (void *)&children_language__lt_module_gt_,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 173,
    .n_children = 7,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #if MICROPY_PY_SYS_SETTRACE
    .line_of_definition = 0,
    .prelude = {
        .n_state = 6,
        .n_exc_stack = 1,
        .scope_flags = 0,
        .n_pos_args = 0,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 1,
        .line_info = fun_data_language__lt_module_gt_ + 3,
        .line_info_top = fun_data_language__lt_module_gt_ + 25,
        .opcodes = fun_data_language__lt_module_gt_ + 25,
    },
    #endif
    #endif
};

static const qstr_short_t const_qstr_table_data_language[72] = {
    MP_QSTR_language_dot_py,
    MP_QSTR__lt_module_gt_,
    MP_QSTR_sys,
    MP_QSTR_OrderedDict,
    MP_QSTR_namedtuple,
    MP_QSTR_collections,
    MP_QSTR__star_,
    MP_QSTR_machine,
    MP_QSTR_Point,
    MP_QSTR_Base,
    MP_QSTR_Derived,
    MP_QSTR_base,
    MP_QSTR_flag,
    MP_QSTR_numbers,
    MP_QSTR_leave,
    MP_QSTR_no_space_line,
    MP_QSTR_wait,
    MP_QSTR___aenter__,
    MP_QSTR___aiter__,
    MP_QSTR___anext__,
    MP_QSTR_StopAsyncIteration,
    MP_QSTR_end,
    MP_QSTR_,
    MP_QSTR_BaseException,
    MP_QSTR___aexit__,
    MP_QSTR___class__,
    MP_QSTR_close,
    MP_QSTR_unpack,
    MP_QSTR_bump,
    MP_QSTR_AssertionError,
    MP_QSTR_too_space_many,
    MP_QSTR_format,
    MP_QSTR___init__,
    MP_QSTR_x,
    MP_QSTR_rest,
    MP_QSTR_options,
    MP_QSTR_scale,
    MP_QSTR_depth,
    MP_QSTR___getitem__,
    MP_QSTR__lt_dictcomp_gt_,
    MP_QSTR__lt_setcomp_gt_,
    MP_QSTR__lt_lambda_gt_,
    MP_QSTR_inner,
    MP_QSTR_nt,
    MP_QSTR_ImportError,
    MP_QSTR_count,
    MP_QSTR_print,
    MP_QSTR_list,
    MP_QSTR___name__,
    MP_QSTR___module__,
    MP_QSTR___qualname__,
    MP_QSTR_kind,
    MP_QSTR_limit,
    MP_QSTR_step,
    MP_QSTR_items,
    MP_QSTR_open,
    MP_QSTR_ValueError,
    MP_QSTR_OSError,
    MP_QSTR_RuntimeError,
    MP_QSTR_source,
    MP_QSTR_sequence,
    MP_QSTR_self,
    MP_QSTR_dict,
    MP_QSTR_factor,
    MP_QSTR_super,
    MP_QSTR_key,
    MP_QSTR_isinstance,
    MP_QSTR_slice,
    MP_QSTR_a,
    MP_QSTR_b,
    MP_QSTR_c,
    MP_QSTR_y,
};

// constants
static const mp_rom_obj_tuple_t const_obj_language_0 = {{&mp_type_tuple}, 2, {
    MP_ROM_QSTR(MP_QSTR_x),
    MP_ROM_QSTR(MP_QSTR_y),
}};

// constant table
static const mp_rom_obj_t const_obj_table_data_language[3] = {
    MP_ROM_PTR(&const_obj_language_0),
    MP_ROM_PTR(&mp_const_ellipsis_obj),
    MP_ROM_QSTR(MP_QSTR__brace_open__colon_04d_brace_close__space_of_space__brace_open__bang_r_brace_close_),
};

static const mp_frozen_module_t frozen_module_language = {
    .constants = {
        .qstr_table = (qstr_short_t *)&const_qstr_table_data_language,
        .obj_table = (mp_obj_t *)&const_obj_table_data_language,
    },
    .proto_fun = &proto_fun_language__lt_module_gt_,
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
static const mp_obj_int_t const_obj_constants_0_1 = {{&mp_type_int}, {.neg=0, .fixed_dig=1, .alloc=1, .len=1, .dig=(uint16_t*)(const uint16_t[]){0x2000}}};
static const mp_obj_int_t const_obj_constants_0_3 = {{&mp_type_int}, {.neg=1, .fixed_dig=1, .alloc=1, .len=1, .dig=(uint16_t*)(const uint16_t[]){0x2001}}};
static const mp_obj_int_t const_obj_constants_0_4 = {{&mp_type_int}, {.neg=0, .fixed_dig=1, .alloc=2, .len=2, .dig=(uint16_t*)(const uint16_t[]){0xffff,0x3fff}}};
static const mp_obj_int_t const_obj_constants_0_5 = {{&mp_type_int}, {.neg=0, .fixed_dig=1, .alloc=2, .len=2, .dig=(uint16_t*)(const uint16_t[]){0x0,0x4000}}};
static const mp_rom_obj_tuple_t const_obj_constants_0 = {{&mp_type_tuple}, 6, {
    MP_ROM_INT(8191),
    MP_ROM_PTR(&const_obj_constants_0_1),
    MP_ROM_INT(-8192),
    MP_ROM_PTR(&const_obj_constants_0_3),
    MP_ROM_PTR(&const_obj_constants_0_4),
    MP_ROM_PTR(&const_obj_constants_0_5),
}};
static const mp_obj_int_t const_obj_constants_1 = {{&mp_type_int}, {.neg=0, .fixed_dig=1, .alloc=9, .len=9, .dig=(uint16_t*)(const uint16_t[]){0x0,0x0,0x0,0x0,0x0,0x0,0x0,0x0,0x1}}};
static const mp_obj_int_t const_obj_constants_2 = {{&mp_type_int}, {.neg=1, .fixed_dig=1, .alloc=5, .len=5, .dig=(uint16_t*)(const uint16_t[]){0x1,0x0,0x0,0x0,0x1}}};
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
static const mp_obj_str_t const_obj_constants_7_1_1 = {{&mp_type_bytes}, 11947, 4, (const byte*)"\x66\x6f\x75\x72"};
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
static const mp_obj_str_t const_obj_constants_8 = {{&mp_type_str}, 3450, 69, (const byte*)"\x61\x20\x73\x74\x72\x69\x6e\x67\x20\x77\x69\x74\x68\x20\x6d\x6f\x72\x65\x20\x74\x68\x61\x6e\x20\x74\x77\x65\x6e\x74\x79\x2d\x66\x69\x76\x65\x20\x63\x68\x61\x72\x61\x63\x74\x65\x72\x73\x2c\x20\xc3\xa9\x2c\x20\xe2\x82\xac\x20\x61\x6e\x64\x20\x61\x20\x71\x75\x6f\x74\x65\x20\x27"};
static const mp_obj_str_t const_obj_constants_9 = {{&mp_type_bytes}, 2826, 17, (const byte*)"\x00\x01\xfe\xff\x20\x27\x61\x6e\x64\x22\x20\x5c\x20\x74\x65\x78\x74"};
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
static const mp_obj_str_t const_obj_constants_12 = {{&mp_type_str}, 29639, 40, (const byte*)"\x66\x6f\x75\x6e\x64\x20\x69\x74\x2c\x20\x61\x6e\x64\x20\x73\x61\x69\x64\x20\x73\x6f\x20\x69\x6e\x20\x61\x20\x6c\x6f\x6e\x67\x20\x73\x65\x6e\x74\x65\x6e\x63\x65"};
static const mp_obj_int_t const_obj_constants_13 = {{&mp_type_int}, {.neg=0, .fixed_dig=1, .alloc=7, .len=7, .dig=(uint16_t*)(const uint16_t[]){0xad2,0x4e3f,0xe0ee,0xc373,0xff6,0x8ee9,0x1}}};

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
// frozen module second
// - original source file: mpy/second.mpy
// - frozen file name: second.py
// - .mpy header: 4d:06:00:1f

// frozen bytecode for file second.py, scope second__lt_module_gt_
static const byte fun_data_second__lt_module_gt_[37] = {
    0x10,0x0a, // prelude
    0x01, // names: <module>
    0x64,0x40,0x69,0x20, // code info
    0x32,0x00, // MAKE_FUNCTION 0
    0x16,0x05, // STORE_NAME 'greet'
    0x54, // LOAD_BUILD_CLASS
    0x32,0x01, // MAKE_FUNCTION 1
    0x10,0x02, // LOAD_CONST_STRING 'Second'
    0x34,0x02, // CALL_FUNCTION 2
    0x16,0x02, // STORE_NAME 'Second'
    0x11,0x06, // LOAD_NAME 'print'
    0x11,0x05, // LOAD_NAME 'greet'
    0x10,0x03, // LOAD_CONST_STRING 'second'
    0x34,0x01, // CALL_FUNCTION 1
    0x11,0x02, // LOAD_NAME 'Second'
    0x13,0x04, // LOAD_ATTR 'names'
    0x34,0x02, // CALL_FUNCTION 2
    0x59, // POP_TOP
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
// child of second__lt_module_gt_
// frozen bytecode for file second.py, scope second_greet
static const byte fun_data_second_greet[13] = {
    0x19,0x08, // prelude
    0x05,0x07, // names: greet, name
    0x20,0x23, // code info
    0x23,0x00, // LOAD_CONST_OBJ 0
    0xc1, // STORE_FAST 1
    0xb1, // LOAD_FAST 1
    0xb0, // LOAD_FAST 0
    0xf2, // BINARY_OP 27 __add__
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_second_greet = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_second_greet,
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
        .n_state = 4,
        .n_exc_stack = 0,
        .scope_flags = 0,
        .n_pos_args = 1,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 5,
        .line_info = fun_data_second_greet + 4,
        .line_info_top = fun_data_second_greet + 6,
        .opcodes = fun_data_second_greet + 6,
    },
    #endif
    #endif
};
#else
#define proto_fun_second_greet fun_data_second_greet[0]
#endif

// child of second__lt_module_gt_
// frozen bytecode for file second.py, scope second_Second
static const byte fun_data_second_Second[19] = {
    0x00,0x06, // prelude
    0x02, // names: Second
    0x68,0x60, // code info
    0x11,0x08, // LOAD_NAME '__name__'
    0x16,0x09, // STORE_NAME '__module__'
    0x10,0x02, // LOAD_CONST_STRING 'Second'
    0x16,0x0a, // STORE_NAME '__qualname__'
    0x23,0x01, // LOAD_CONST_OBJ 1
    0x16,0x04, // STORE_NAME 'names'
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_second_Second = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_second_Second,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 19,
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
        .qstr_block_name_idx = 2,
        .line_info = fun_data_second_Second + 3,
        .line_info_top = fun_data_second_Second + 5,
        .opcodes = fun_data_second_Second + 5,
    },
    #endif
    #endif
};
#else
#define proto_fun_second_Second fun_data_second_Second[0]
#endif

static const mp_raw_code_t *const children_second__lt_module_gt_[] = {
    (const mp_raw_code_t *)&proto_fun_second_greet,
    (const mp_raw_code_t *)&proto_fun_second_Second,
};

static const mp_raw_code_truncated_t proto_fun_second__lt_module_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_second__lt_module_gt_,
    .children = (void *)&children_second__lt_module_gt_,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 37,
    .n_children = 2,
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
        .line_info = fun_data_second__lt_module_gt_ + 3,
        .line_info_top = fun_data_second__lt_module_gt_ + 7,
        .opcodes = fun_data_second__lt_module_gt_ + 7,
    },
    #endif
    #endif
};

static const qstr_short_t const_qstr_table_data_second[11] = {
    MP_QSTR_second_dot_py,
    MP_QSTR__lt_module_gt_,
    MP_QSTR_Second,
    MP_QSTR_second,
    MP_QSTR_names,
    MP_QSTR_greet,
    MP_QSTR_print,
    MP_QSTR_name,
    MP_QSTR___name__,
    MP_QSTR___module__,
    MP_QSTR___qualname__,
};

// constants
static const mp_obj_str_t const_obj_second_0 = {{&mp_type_str}, 28000, 52, (const byte*)"\x68\x65\x6c\x6c\x6f\x2c\x20\x61\x20\x63\x6f\x6e\x73\x74\x61\x6e\x74\x20\x6f\x66\x20\x74\x68\x69\x73\x20\x6d\x6f\x64\x75\x6c\x65\x20\x74\x68\x61\x74\x20\x69\x73\x20\x72\x61\x74\x68\x65\x72\x20\x6c\x6f\x6e\x67"};
#if MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_A || MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_B
static const mp_obj_float_t const_obj_second_1_0 = {{&mp_type_float}, (mp_float_t)1.5};
#define const_obj_second_1_0_macro MP_ROM_PTR(&const_obj_second_1_0)
#elif MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_C
#define const_obj_second_1_0_macro ((mp_rom_obj_t)(0xc0400002))
#elif MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_D
#define const_obj_second_1_0_macro ((mp_rom_obj_t)(0xbffc000000000000))
#endif
static const mp_obj_int_t const_obj_second_1_2 = {{&mp_type_int}, {.neg=0, .fixed_dig=1, .alloc=5, .len=5, .dig=(uint16_t*)(const uint16_t[]){0x0,0x6310,0x5e2d,0x6bc7,0x5}}};
static const mp_rom_obj_tuple_t const_obj_second_1 = {{&mp_type_tuple}, 3, {
    const_obj_second_1_0_macro,
    MP_ROM_QSTR(MP_QSTR_second),
    MP_ROM_PTR(&const_obj_second_1_2),
}};

// constant table
static const mp_rom_obj_t const_obj_table_data_second[2] = {
    MP_ROM_PTR(&const_obj_second_0),
    MP_ROM_PTR(&const_obj_second_1),
};

static const mp_frozen_module_t frozen_module_second = {
    .constants = {
        .qstr_table = (qstr_short_t *)&const_qstr_table_data_second,
        .obj_table = (mp_obj_t *)&const_obj_table_data_second,
    },
    .proto_fun = &proto_fun_second__lt_module_gt_,
};

////////////////////////////////////////////////////////////////////////////////
// collection of all frozen modules

const char mp_frozen_names[] = {
    #ifdef MP_FROZEN_STR_NAMES
    MP_FROZEN_STR_NAMES
    #endif
    "language.py\0"
    "constants.py\0"
    "second.py\0"
    "\0"
};

const mp_frozen_module_t *const mp_frozen_mpy_content[] = {
    &frozen_module_language,
    &frozen_module_constants,
    &frozen_module_second,
};

#ifdef MICROPY_FROZEN_LIST_ITEM
MICROPY_FROZEN_LIST_ITEM("language", "language.py")
MICROPY_FROZEN_LIST_ITEM("constants", "constants.py")
MICROPY_FROZEN_LIST_ITEM("second", "second.py")
#endif

/*
byte sizes:
qstr content: 67 unique, 678 bytes
bc content: 977
const str content: 182
const int content: 64
const obj content: 268
const table qstr content: 0 entries, 0 bytes
const table ptr content: 19 entries, 76 bytes
raw code content: 21 * 4 = 336
mp_frozen_mpy_names_content: 36
mp_frozen_mpy_content_size: 12
total: 2629
*/
