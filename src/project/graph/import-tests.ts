// Evaluates the condition of an import, as reported by the compiler, with known values of the firmware. The rules are
// Python's; the result is undefined if a value is unknown.

import type { ImportTest, TestOperator, TestValue } from "../../compiler/index.ts";
import type { LongerTuple, TargetFacts } from "./firmware.ts";

/** Values that are the same on every target. Only type checkers use another one. */
const EVERYWHERE: TargetFacts = { "typing.TYPE_CHECKING": false };

type Operation = (left: TestValue, right: TestValue) => boolean | undefined;
type Comparison = Exclude<TestOperator, "not" | "and" | "or">;

const OPERATIONS: Readonly<Record<Comparison, Operation>> = {
  "==": areEqual,
  "!=": (left, right) => !areEqual(left, right),
  is: areSame,
  "is not": (left, right) => negated(areSame(left, right)),
  "<": (left, right) => ordered(left, right, (a, b) => a < b),
  ">": (left, right) => ordered(left, right, (a, b) => a > b),
  "<=": (left, right) => ordered(left, right, (a, b) => a <= b),
  ">=": (left, right) => ordered(left, right, (a, b) => a >= b),
  in: isIn,
  "not in": (left, right) => negated(isIn(left, right)),
  startswith: (left, right) => (areTexts(left, right) ? left.startsWith(right as string) : undefined),
};

/** Whether a condition may hold on one of the targets in `facts`, or on any target if there are none. */
export function mayHold(test: ImportTest | undefined, facts: readonly TargetFacts[]): boolean {
  if (test === undefined) return true;
  const targets = facts.length === 0 ? [EVERYWHERE] : facts.map((one) => ({ ...EVERYWHERE, ...one }));
  return targets.some((one) => truthOf(test, one) !== false);
}

function truthOf(test: ImportTest, facts: TargetFacts): boolean | undefined {
  if (test !== null && "operator" in test) {
    const { operator, operands } = test;
    if (operator === "not") return negated(truthOf(operands[0]!, facts));
    if (operator === "and") return anyIs(false, operands, facts);
    if (operator === "or") return anyIs(true, operands, facts);
  }
  const value = valueOf(test, facts);
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value.length > 0 : Boolean(value); // a longer tuple has items
}

/** `and` is false if one operand is false; `or` is true if one operand is true. */
function anyIs(decides: boolean, operands: readonly ImportTest[], facts: TargetFacts): boolean | undefined {
  const truths = new Set(operands.map((operand) => truthOf(operand, facts)));
  if (truths.has(decides)) return decides;
  return truths.has(undefined) ? undefined : !decides;
}

function valueOf(test: ImportTest, facts: TargetFacts): TestValue | LongerTuple | undefined {
  if (test === null) return undefined;
  if ("value" in test) return test.value;
  if ("fact" in test) return Object.hasOwn(facts, test.fact) ? facts[test.fact] : undefined;
  const { operator, operands } = test;
  if (operator === "and" || operator === "or") return undefined;
  if (operator === "not") return truthOf(test, facts);
  const [left, right] = operands.map((operand) => valueOf(operand, facts));
  if (left === undefined || right === undefined) return undefined;
  if (isLonger(left)) return isLonger(right) ? undefined : compareLonger(left, operator, right);
  return isLonger(right) ? undefined : OPERATIONS[operator](left, right);
}

function isLonger(value: TestValue | LongerTuple): value is LongerTuple {
  return typeof value === "object" && value !== null && "begins" in value;
}

/** Compares with a tuple like Python, if the known items decide: the first different items, or the number of items. */
function compareLonger({ begins }: LongerTuple, operator: Comparison, right: TestValue): boolean | undefined {
  const isOrder = IF_LONGER.has(operator);
  if (!Array.isArray(right) || !(isOrder || operator === "==" || operator === "!=")) return undefined;
  const at = begins.findIndex((item, index) => index >= right.length || !areEqual(item, right[index] as TestValue));
  if (at < 0 && right.length > begins.length) return undefined;
  if (!isOrder) return operator === "!=";
  // the left tuple begins with all items of the right one, and is longer
  if (at < 0 || at >= right.length) return IF_LONGER.get(operator);
  return OPERATIONS[operator](begins[at]!, right[at] as TestValue);
}

const IF_LONGER: ReadonlyMap<Comparison, boolean> = new Map([
  [">", true],
  [">=", true],
  ["<", false],
  ["<=", false],
]);

function areEqual(left: TestValue, right: TestValue): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((one, at) => areEqual(one as TestValue, right[at] as TestValue));
  }
  const number = (value: TestValue): TestValue => (typeof value === "boolean" ? Number(value) : value);
  return number(left) === number(right);
}

/** Object identity is known only for None, True and False. */
function areSame(left: TestValue, right: TestValue): boolean | undefined {
  const isOne = (value: TestValue): boolean => value === null || typeof value === "boolean";
  return isOne(left) || isOne(right) ? left === right : undefined;
}

function ordered(
  left: TestValue,
  right: TestValue,
  compare: (a: string | number, b: string | number) => boolean,
): boolean | undefined {
  if (typeof left === "number" && typeof right === "number") return compare(left, right);
  if (Array.isArray(left) && Array.isArray(right)) {
    const at = left.findIndex((item, index) => index >= right.length || !areEqual(item, right[index] as TestValue));
    if (at < 0) return compare(left.length, right.length);
    return at < right.length ? ordered(left[at] as TestValue, right[at] as TestValue, compare) : compare(1, 0);
  }
  return areTexts(left, right) ? compare(left, right as string) : undefined;
}

function isIn(left: TestValue, right: TestValue): boolean | undefined {
  if (Array.isArray(right)) return right.some((one) => areEqual(left, one as TestValue));
  return areTexts(left, right) ? (right as string).includes(left) : undefined;
}

function areTexts(left: TestValue, right: TestValue): left is string {
  return typeof left === "string" && typeof right === "string";
}

function negated(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}
