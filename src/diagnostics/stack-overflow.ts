// How JavaScript engines report that the call stack is full. There is no standard: this is the one place that knows them.

/** V8 and JavaScriptCore; the latter ends with a full stop. */
const RANGE_ERROR = /^Maximum call stack size exceeded\.?$/;
/** SpiderMonkey, whose error is an InternalError. */
const TOO_MUCH_RECURSION = "too much recursion";

/** Whether an error says that the call stack is full: Chrome's and Node's, Safari's or Firefox's. */
export function isStackOverflow(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof RangeError) return RANGE_ERROR.test(error.message);
  return error.name === "InternalError" && error.message === TOO_MUCH_RECURSION;
}
