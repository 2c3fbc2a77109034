/** What requests for states may say, and what is answered. Values of Lua are any JSON: docs/companion-page.md, "A state". */

const MAX_TEXT = 256;

const text = { type: "string", maxLength: MAX_TEXT } as const;
const time = { type: "integer", minimum: 0, maximum: 4_294_967_295 } as const;
const string = { type: "string" } as const;
const integer = { type: "integer" } as const;
const boolean = { type: "boolean" } as const;
const any = {} as const;

const log = {
    ledger: { ...text, description: "its name, where the room has several" },
    scope: { ...text, description: "its name, where the room has several" },
} as const;
const at = { ...time, description: "Unix seconds of the last event" } as const;

function query<T extends object>(properties: T, required: readonly string[] = []) {
    return { type: "object", additionalProperties: false, required, properties: { ...log, ...properties } } as const;
}

export const stateQuery = query({ at });
export const viewQuery = query({ at, name: { ...text, description: "of the view; without it the first" } });
export const curveQuery = query(
    {
        view: { ...text, description: "name of a view; without it the first" },
        column: { ...text, description: "name of a column of kind number; without it the first" },
        player: { ...text, minLength: 1, description: "a GUID" },
    },
    ["player"],
);
export const differenceQuery = query(
    {
        from: { ...time, description: "Unix seconds" },
        to: { ...time, description: "Unix seconds; without it now" },
        view: { ...text, description: "name of a view, of which rows are compared, too" },
    },
    ["from"],
);

function object<T extends object>(properties: T) {
    return { type: "object", required: Object.keys(properties), properties } as const;
}

function list<T extends object>(items: T) {
    return { type: "array", items } as const;
}

const nullable = (type: "string" | "integer" | "number") => ({ type: [type, "null"] }) as const;

const head = { room: string, ledger: string, scope: string } as const;
const column = object({ name: string, title: string, kind: string });
const view = object({ name: string, title: string, columns: list(column) });
const saved = {
    type: ["object", "null"],
    properties: { events: integer, time: integer, savedAt: nullable("integer") },
} as const;
const cells = { type: ["array", "null"], items: any } as const;
const difference = {
    type: ["object", "null"],
    properties: { columns: list(column), key: string, rows: list(object({ key: any, before: cells, after: cells })) },
} as const;
const change = { type: "object", properties: { path: list(any), before: any, after: any } } as const;
const standing = { at: nullable("integer"), events: integer, time: nullable("integer"), problem: nullable("string") };

export const stateAnswers = {
    state: object({
        ...head,
        ...standing,
        ...{ source: string, saved, views: list(view), state: any, isCut: boolean },
    }),
    view: object({
        ...head,
        ...standing,
        ...{
            views: list(view),
            name: string,
            title: string,
            columns: list(column),
            rows: list(list(any)),
            isCut: boolean,
        },
    }),
    curve: object({
        ...head,
        ...{ view: string, column: string, player: string, problem: nullable("string") },
        points: list(list(nullable("number"))),
    }),
    difference: object({
        ...head,
        ...{ from: integer, to: nullable("integer"), problem: nullable("string"), isCut: boolean },
        ...{ view: difference, state: list(change) },
    }),
} as const;
