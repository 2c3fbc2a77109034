/** What is wrong with a request, in sentences. */
import type { FastifySchemaValidationError } from "fastify/types/schema";

/** What Ajv tells beside that with the option `verbose`. */
type Told = FastifySchemaValidationError & {
    readonly data?: unknown;
    readonly parentSchema?: { readonly description?: string; readonly properties?: Readonly<Record<string, unknown>> };
};

/** "limit: 1 to 1000 expected" */
export function sentenceOf(error: FastifySchemaValidationError, where: string): Error {
    const { keyword, params, instancePath, data, parentSchema = {} } = error as Told;
    const name = instancePath === "" ? where : instancePath.slice(1).replaceAll("/", ".");
    if (keyword === "additionalProperties") {
        const names = Object.keys(parentSchema.properties ?? {});
        const expected = names.length === 0 ? "nothing" : `one of ${names.join(", ")}`;
        return new Error(`${String(params["additionalProperty"])}: ${expected} expected`);
    }
    if (Array.isArray(data)) return new Error(`${name}: expected once`);
    if (keyword === "required") return new Error(`${String(params["missingProperty"])}: expected`);
    if (keyword === "enum")
        return new Error(`${name}: one of ${(params["allowedValues"] as string[]).join(", ")} expected`);
    if (keyword === "maxLength") return new Error(`${name}: ${String(params["limit"])} characters at most expected`);
    return new Error(`${name}: ${parentSchema.description ?? "another form"} expected`);
}
