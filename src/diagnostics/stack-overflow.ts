// Recognises the error of a full call stack in different JavaScript engines. There is no standard for it.

/** V8 and JavaScriptCore; the latter ends with a full stop. */
const RANGE_ERROR = /^Maximum call stack size exceeded\.?$/;
/** SpiderMonkey, whose error is an InternalError. */
const TOO_MUCH_RECURSION = "too much recursion";

/** Whether an error is a full call stack: Chrome's and Node's, Safari's or Firefox's. */
export function isStackOverflow(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof RangeError) return RANGE_ERROR.test(error.message);
  return error.name === "InternalError" && error.message === TOO_MUCH_RECURSION;
}
