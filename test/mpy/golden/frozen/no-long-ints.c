#include "py/mpconfig.h"
#include "py/objint.h"
#include "py/objstr.h"
#include "py/emitglue.h"
#include "py/nativeglue.h"

#if MICROPY_LONGINT_IMPL != 0
#error "incompatible MICROPY_LONGINT_IMPL"
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
    MP_QSTR_empty_dot_py = MP_QSTRnumber_of,
    MP_QSTR_found_colon_,
    MP_QSTR_looked_space_at,
    MP_QSTR_rows,
    MP_QSTR_search,
    MP_QSTR_unwinding_dot_py,
    MP_QSTR_wanted,
};

const qstr_hash_t mp_qstr_frozen_const_hashes[] = {
    151,
    105,
    246,
    252,
    171,
    141,
    200,
};

const qstr_len_t mp_qstr_frozen_const_lengths[] = {
    8,
    6,
    9,
    4,
    6,
    12,
    6,
};

extern const qstr_pool_t mp_qstr_const_pool;
const qstr_pool_t mp_qstr_frozen_const_pool = {
    &mp_qstr_const_pool, // previous pool
    MP_QSTRnumber_of, // previous pool size
    true, // is_sorted
    7, // allocated entries
    7, // used entries
    (qstr_hash_t *)mp_qstr_frozen_const_hashes,
    (qstr_len_t *)mp_qstr_frozen_const_lengths,
    {
        "empty.py",
        "found:",
        "looked at",
        "rows",
        "search",
        "unwinding.py",
        "wanted",
    },
};

////////////////////////////////////////////////////////////////////////////////
// frozen module unwinding
// - original source file: mpy/unwinding.mpy
// - frozen file name: unwinding.py
// - .mpy header: 4d:06:00:1f

// frozen bytecode for file unwinding.py, scope unwinding__lt_module_gt_
static const byte fun_data_unwinding__lt_module_gt_[28] = {
    0x28,0x06, // prelude
    0x01, // names: <module>
    0x84,0x09, // code info
    0x32,0x00, // MAKE_FUNCTION 0
    0x16,0x03, // STORE_NAME 'search'
    0x11,0x05, // LOAD_NAME 'print'
    0x10,0x02, // LOAD_CONST_STRING 'found:'
    0x11,0x03, // LOAD_NAME 'search'
    0x81, // LOAD_CONST_SMALL_INT 1
    0x82, // LOAD_CONST_SMALL_INT 2
    0x83, // LOAD_CONST_SMALL_INT 3
    0x2b,0x03, // BUILD_LIST 3
    0x82, // LOAD_CONST_SMALL_INT 2
    0x34,0x02, // CALL_FUNCTION 2
    0x34,0x02, // CALL_FUNCTION 2
    0x59, // POP_TOP
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
// child of unwinding__lt_module_gt_
// frozen bytecode for file unwinding.py, scope unwinding_search
static const byte fun_data_unwinding_search[39] = {
    0x5e,0x10, // prelude
    0x03,0x06,0x07, // names: search, rows, wanted
    0x20,0x25,0x22,0x25,0x44, // code info
    0xb0, // LOAD_FAST 0
    0x5f, // GET_ITER_STACK
    0x4b,0x17, // FOR_ITER 23
    0xc2, // STORE_FAST 2
    0x49,0x09, // SETUP_FINALLY 9
    0xb2, // LOAD_FAST 2
    0xb1, // LOAD_FAST 1
    0xd9, // BINARY_OP 2 __eq__
    0x44,0x43, // POP_JUMP_IF_FALSE 3
    0x40,0x4d,0x81, // UNWIND_JUMP 13
    0x51, // LOAD_CONST_NONE
    0x12,0x05, // LOAD_GLOBAL 'print'
    0x10,0x04, // LOAD_CONST_STRING 'looked at'
    0xb2, // LOAD_FAST 2
    0x34,0x02, // CALL_FUNCTION 2
    0x59, // POP_TOP
    0x5d, // END_FINALLY
    0x42,0x27, // JUMP -25
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_unwinding_search = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_unwinding_search,
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
        .n_state = 12,
        .n_exc_stack = 1,
        .scope_flags = 0,
        .n_pos_args = 2,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 3,
        .line_info = fun_data_unwinding_search + 5,
        .line_info_top = fun_data_unwinding_search + 10,
        .opcodes = fun_data_unwinding_search + 10,
    },
    #endif
    #endif
};
#else
#define proto_fun_unwinding_search fun_data_unwinding_search[0]
#endif

static const mp_raw_code_t *const children_unwinding__lt_module_gt_[] = {
    (const mp_raw_code_t *)&proto_fun_unwinding_search,
};

static const mp_raw_code_truncated_t proto_fun_unwinding__lt_module_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_unwinding__lt_module_gt_,
    .children = (void *)&children_unwinding__lt_module_gt_,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 28,
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
        .n_pos_args = 0,
        .n_kwonly_args = 0,
        .n_def_pos_args = 0,
        .qstr_block_name_idx = 1,
        .line_info = fun_data_unwinding__lt_module_gt_ + 3,
        .line_info_top = fun_data_unwinding__lt_module_gt_ + 5,
        .opcodes = fun_data_unwinding__lt_module_gt_ + 5,
    },
    #endif
    #endif
};

static const qstr_short_t const_qstr_table_data_unwinding[8] = {
    MP_QSTR_unwinding_dot_py,
    MP_QSTR__lt_module_gt_,
    MP_QSTR_found_colon_,
    MP_QSTR_search,
    MP_QSTR_looked_space_at,
    MP_QSTR_print,
    MP_QSTR_rows,
    MP_QSTR_wanted,
};

static const mp_frozen_module_t frozen_module_unwinding = {
    .constants = {
        .qstr_table = (qstr_short_t *)&const_qstr_table_data_unwinding,
        .obj_table = NULL,
    },
    .proto_fun = &proto_fun_unwinding__lt_module_gt_,
};

////////////////////////////////////////////////////////////////////////////////
// frozen module empty
// - original source file: mpy/empty.mpy
// - frozen file name: empty.py
// - .mpy header: 4d:06:00:1f

// frozen bytecode for file empty.py, scope empty__lt_module_gt_
static const byte fun_data_empty__lt_module_gt_[5] = {
    0x00,0x02, // prelude
    0x01, // names: <module>
     // code info
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
#if MICROPY_PERSISTENT_CODE_SAVE
static const mp_raw_code_truncated_t proto_fun_empty__lt_module_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_empty__lt_module_gt_,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 5,
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
        .line_info = fun_data_empty__lt_module_gt_ + 3,
        .line_info_top = fun_data_empty__lt_module_gt_ + 3,
        .opcodes = fun_data_empty__lt_module_gt_ + 3,
    },
    #endif
    #endif
};
#else
#define proto_fun_empty__lt_module_gt_ fun_data_empty__lt_module_gt_[0]
#endif

static const qstr_short_t const_qstr_table_data_empty[2] = {
    MP_QSTR_empty_dot_py,
    MP_QSTR__lt_module_gt_,
};

static const mp_frozen_module_t frozen_module_empty = {
    .constants = {
        .qstr_table = (qstr_short_t *)&const_qstr_table_data_empty,
        .obj_table = NULL,
    },
    .proto_fun = &proto_fun_empty__lt_module_gt_,
};

////////////////////////////////////////////////////////////////////////////////
// collection of all frozen modules

const char mp_frozen_names[] = {
    #ifdef MP_FROZEN_STR_NAMES
    MP_FROZEN_STR_NAMES
    #endif
    "unwinding.py\0"
    "empty.py\0"
    "\0"
};

const mp_frozen_module_t *const mp_frozen_mpy_content[] = {
    &frozen_module_unwinding,
    &frozen_module_empty,
};

#ifdef MICROPY_FROZEN_LIST_ITEM
MICROPY_FROZEN_LIST_ITEM("unwinding", "unwinding.py")
MICROPY_FROZEN_LIST_ITEM("empty", "empty.py")
#endif

/*
byte sizes:
qstr content: 7 unique, 72 bytes
bc content: 72
const str content: 0
const int content: 0
const obj content: 0
const table qstr content: 0 entries, 0 bytes
const table ptr content: 0 entries, 0 bytes
raw code content: 3 * 4 = 48
mp_frozen_mpy_names_content: 23
mp_frozen_mpy_content_size: 8
total: 223
*/
