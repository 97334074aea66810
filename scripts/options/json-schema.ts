// The JSON Schema of micropython.config.json, for editors. Every object is a definition of its own.

import type { ObjectShape, ShapeData } from "../../src/options/shape.ts";
import type { Docs } from "./documented.ts";

type Json = Record<string, unknown>;

/** The schema of a file that holds `shape`. */
export function jsonSchema(shape: ObjectShape, docs: Docs): Json {
  const definitions: Record<string, Json> = {};
  const { properties, ...rest } = objectSchema(shape, { docs, definitions });
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "micropython.config.json",
    description: "Options of unplugin-micropython, for every bundler and for mpy.",
    ...rest,
    properties: { $schema: { type: "string", description: "Where this schema lies." }, ...(properties as Json) },
    definitions,
  };
}

interface Context {
  readonly docs: Docs;
  readonly definitions: Record<string, Json>;
}

function objectSchema({ name, members, required }: ObjectShape, context: Context): Json {
  const known = context.docs.get(name)?.members;
  const properties: Json = {};
  for (const [member, shape] of Object.entries(members)) {
    const doc = known?.get(member);
    if (doc === undefined) throw new Error(`${name}.${member} has no doc comment`);
    const standard = doc.default === undefined ? "" : ` Default: ${doc.default}.`;
    properties[member] = { description: `${doc.description}${standard}`, ...schemaOf(shape, context) };
  }
  return { type: "object", additionalProperties: false, ...(required.length > 0 && { required }), properties };
}

function schemaOf(shape: ShapeData, context: Context): Json {
  switch (shape.kind) {
    case "text":
      return {
        type: "string",
        ...(!shape.mayBeEmpty && { minLength: 1 }),
        ...(shape.pattern && { pattern: shape.pattern.source }),
      };
    case "number": {
      const { min, max, multipleOf } = shape;
      const type = multipleOf === 1 ? { type: "integer" } : { type: "number", multipleOf };
      return { ...type, minimum: min, maximum: max };
    }
    case "flag":
      return { type: "boolean" };
    case "choice":
      return { enum: shape.values };
    case "list":
      return { type: "array", items: schemaOf(shape.of, context) };
    case "map":
      return { type: "object", additionalProperties: schemaOf(shape.of, context) };
    case "object": {
      if (!Object.hasOwn(context.definitions, shape.name)) {
        context.definitions[shape.name] = {};
        context.definitions[shape.name] = objectSchema(shape, context);
      }
      // Beside a $ref nothing else counts in draft 7.
      return { allOf: [{ $ref: `#/definitions/${shape.name}` }] };
    }
    case "either":
      return { anyOf: shape.shapes.map((one) => schemaOf(one, context)) };
  }
}
