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
    MP_QSTR_add = MP_QSTRnumber_of,
    MP_QSTR_answer,
    MP_QSTR_thumb_asm_dot_py,
};

const qstr_hash_t mp_qstr_frozen_const_hashes[] = {
    68,
    185,
    68,
};

const qstr_len_t mp_qstr_frozen_const_lengths[] = {
    3,
    6,
    12,
};

extern const qstr_pool_t mp_qstr_const_pool;
const qstr_pool_t mp_qstr_frozen_const_pool = {
    &mp_qstr_const_pool, // previous pool
    MP_QSTRnumber_of, // previous pool size
    true, // is_sorted
    3, // allocated entries
    3, // used entries
    (qstr_hash_t *)mp_qstr_frozen_const_hashes,
    (qstr_len_t *)mp_qstr_frozen_const_lengths,
    {
        "add",
        "answer",
        "thumb_asm.py",
    },
};

////////////////////////////////////////////////////////////////////////////////
// frozen module thumb_asm
// - original source file: mpy/thumb_asm.mpy
// - frozen file name: thumb_asm.py
// - .mpy header: 4d:06:17:1f

// frozen bytecode for file thumb_asm.py, scope thumb_asm__lt_module_gt_
static const byte fun_data_thumb_asm__lt_module_gt_[32] = {
    0x18,0x0a, // prelude
    0x01, // names: <module>
    0x84,0x08,0x64,0x40, // code info
    0x32,0x00, // MAKE_FUNCTION 0
    0x16,0x02, // STORE_NAME 'add'
    0x32,0x01, // MAKE_FUNCTION 1
    0x16,0x03, // STORE_NAME 'answer'
    0x11,0x04, // LOAD_NAME 'print'
    0x11,0x02, // LOAD_NAME 'add'
    0x81, // LOAD_CONST_SMALL_INT 1
    0x82, // LOAD_CONST_SMALL_INT 2
    0x34,0x02, // CALL_FUNCTION 2
    0x11,0x03, // LOAD_NAME 'answer'
    0x34,0x00, // CALL_FUNCTION 0
    0x34,0x02, // CALL_FUNCTION 2
    0x59, // POP_TOP
    0x51, // LOAD_CONST_NONE
    0x63, // RETURN_VALUE
};
// child of thumb_asm__lt_module_gt_

// frozen native code for file thumb_asm.py, scope thumb_asm_thumb_asm_dot_py
static const byte fun_data_thumb_asm_thumb_asm_dot_py[10] __attribute__((section(".text,\"ax\",%progbits @ "))) __attribute__ ((aligned (2))) = {
    0xf2, 0xb5, 0x40, 0x18, 0x01, 0x39, 0xfd, 0xd1, 0xf2, 0xbd,
};
static const mp_raw_code_t proto_fun_thumb_asm_thumb_asm_dot_py = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_NATIVE_ASM,
    .is_generator = 0,
    .fun_data = fun_data_thumb_asm_thumb_asm_dot_py,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 10,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #endif
    .asm_n_pos_args = 2,
    .asm_type_sig = 2,
};

// child of thumb_asm__lt_module_gt_

// frozen native code for file thumb_asm.py, scope thumb_asm_thumb_asm_dot_py2
static const byte fun_data_thumb_asm_thumb_asm_dot_py2[8] __attribute__((section(".text,\"ax\",%progbits @ "))) __attribute__ ((aligned (2))) = {
    0xf2, 0xb5, 0x41, 0xf2, 0x34, 0x20, 0xf2, 0xbd,
};
static const mp_raw_code_t proto_fun_thumb_asm_thumb_asm_dot_py2 = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_NATIVE_ASM,
    .is_generator = 0,
    .fun_data = fun_data_thumb_asm_thumb_asm_dot_py2,
    .children = NULL,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 8,
    .n_children = 0,
    #if MICROPY_EMIT_MACHINE_CODE
    .prelude_offset = 0,
    #endif
    #endif
    .asm_n_pos_args = 0,
    .asm_type_sig = 3,
};

static const mp_raw_code_t *const children_thumb_asm__lt_module_gt_[] = {
    (const mp_raw_code_t *)&proto_fun_thumb_asm_thumb_asm_dot_py,
    (const mp_raw_code_t *)&proto_fun_thumb_asm_thumb_asm_dot_py2,
};

static const mp_raw_code_truncated_t proto_fun_thumb_asm__lt_module_gt_ = {
    .proto_fun_indicator[0] = MP_PROTO_FUN_INDICATOR_RAW_CODE_0,
    .proto_fun_indicator[1] = MP_PROTO_FUN_INDICATOR_RAW_CODE_1,
    .kind = MP_CODE_BYTECODE,
    .is_generator = 0,
    .fun_data = fun_data_thumb_asm__lt_module_gt_,
    .children = (void *)&children_thumb_asm__lt_module_gt_,
    #if MICROPY_PERSISTENT_CODE_SAVE
    .fun_data_len = 32,
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
        .qstr_block_name_idx = 1,
        .line_info = fun_data_thumb_asm__lt_module_gt_ + 3,
        .line_info_top = fun_data_thumb_asm__lt_module_gt_ + 7,
        .opcodes = fun_data_thumb_asm__lt_module_gt_ + 7,
    },
    #endif
    #endif
};

static const qstr_short_t const_qstr_table_data_thumb_asm[5] = {
    MP_QSTR_thumb_asm_dot_py,
    MP_QSTR__lt_module_gt_,
    MP_QSTR_add,
    MP_QSTR_answer,
    MP_QSTR_print,
};

static const mp_frozen_module_t frozen_module_thumb_asm = {
    .constants = {
        .qstr_table = (qstr_short_t *)&const_qstr_table_data_thumb_asm,
        .obj_table = NULL,
    },
    .proto_fun = &proto_fun_thumb_asm__lt_module_gt_,
};

////////////////////////////////////////////////////////////////////////////////
// collection of all frozen modules

const char mp_frozen_names[] = {
    #ifdef MP_FROZEN_STR_NAMES
    MP_FROZEN_STR_NAMES
    #endif
    "thumb_asm.py\0"
    "\0"
};

const mp_frozen_module_t *const mp_frozen_mpy_content[] = {
    &frozen_module_thumb_asm,
};

#ifdef MICROPY_FROZEN_LIST_ITEM
MICROPY_FROZEN_LIST_ITEM("thumb_asm", "thumb_asm.py")
#endif

/*
byte sizes:
qstr content: 3 unique, 30 bytes
bc content: 32
const str content: 0
const int content: 0
const obj content: 0
const table qstr content: 0 entries, 0 bytes
const table ptr content: 0 entries, 0 bytes
raw code content: 3 * 4 = 48
mp_frozen_mpy_names_content: 14
mp_frozen_mpy_content_size: 4
total: 128
*/
