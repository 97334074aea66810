// Where native code finds things in the runtime's structures, in machine words (py/bc.h, py/objfun.h). The layouts are the
// same on every architecture because each field takes one word there.

/** mp_code_state_native_t: the state of a native function while it runs. */
export const CodeState = {
  funBc: 0,
  ip: 1,
  sp: 2,
  nState: 3,
  /** The locals and the value stack; also the size of the header in front of them. */
  state: 5,
} as const;

/** mp_obj_fun_bc_t: a function object. */
export const FunctionObject = { context: 1, childTable: 2 } as const;

/** mp_module_context_t: a function's view of its module. */
export const ModuleContextLayout = { globals: 1, qstrTable: 2, objTable: 3 } as const;

/** Word of the contents of a closure cell. */
export const CELL_VALUE = 1;

/** nlr_buf_t: previous and ret_val, then the saved registers, then one word for a pystack pointer that may be there. */
export const NLR_RETURN_VALUE = 1;
export const NLR_FIXED_WORDS = 3;

/** mp_vm_return_kind_t: how a generator's code comes back. */
export const VmReturn = { normal: 0, yield: 1, exception: 2 } as const;

/** mp_obj_t values that are no objects. */
export const OBJ_NULL = 0;
export const OBJ_SENTINEL = 4;
