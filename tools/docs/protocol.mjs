// The tables of docs/protocol.md and docs/rooms-protocol.md, made of the code: the types of messages of their rows, the numbers of
// their constants.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import ts from "typescript";
import { root } from "../run.mjs";

/** A page, and the files of src in which its rows and constants stand. */
export const LEDGER_PROTOCOL = {
    page: "docs/protocol.md",
    kinds: ["sync/messages", "sync/requests", "sync/seal-messages", "link/fragments", "link/missing"],
    constants: [
        "sync/constants",
        "sync/messages",
        "sync/requests",
        "sync/seal-constants",
        "link/peers",
        "link/held",
        "link/gaps",
        "link/kept-wholes",
        "link/outbox-queues",
    ],
};
export const ROOMS_PROTOCOL = {
    page: "docs/rooms-protocol.md",
    kinds: ["live/board/messages"],
    constants: [
        "live/constants",
        "live/call/constants",
        "live/emit/constants",
        "live/lease/constants",
        "live/shared/constants",
    ],
};

/** All pages that hold such tables. */
export const PROTOCOLS = [LEDGER_PROTOCOL, ROOMS_PROTOCOL];

const SPEAKERS = {
    held: "peers that may speak; waits while that is not known",
    only: "peers that are known to speak",
    undefined: "everybody",
};

/** The exported constants of a file of src: name, initializer, and the text of the comment in front. */
function constantsOf(file) {
    const path = join(root, "src", `${file}.ts`);
    const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
    return source.statements
        .filter((statement) => ts.isVariableStatement(statement) && statement.modifiers?.length > 0)
        .map((statement) => {
            const [declaration] = statement.declarationList.declarations;
            const comment = ts.getJSDocCommentsAndTags(statement)[0]?.comment ?? "";
            return { name: declaration.name.text, value: declaration.initializer, comment: String(comment) };
        });
}

const memberOf = (object, name) => object.properties.find((property) => property.name?.text === name)?.initializer;

/** The types of messages: number, name, whose count, and what they are. */
export function messageKinds({ kinds } = LEDGER_PROTOCOL) {
    return kinds
        .flatMap(constantsOf)
        .filter(({ value }) => value && ts.isObjectLiteralExpression(value) && memberOf(value, "decode"))
        .map(({ value, comment }) => ({
            type: Number(memberOf(value, "type").text),
            name: memberOf(value, "name").text,
            speaker: memberOf(value, "speaker")?.text,
            comment,
        }))
        .sort((a, b) => a.type - b.type);
}

/** The text of a number, or of a list of numbers; undefined for anything else. */
function numbersOf(value) {
    if (ts.isNumericLiteral(value)) return String(Number(value.text.replaceAll("_", "")));
    const isList =
        ts.isArrayLiteralExpression(value) && value.elements.every((element) => ts.isNumericLiteral(element));
    return isList ? value.elements.map((element) => numbersOf(element)).join(", ") : undefined;
}

/** The constants whose value is a number, by name: value and meaning. One without a comment belongs to the one before. */
export function protocolConstants({ constants: files } = LEDGER_PROTOCOL) {
    const constants = new Map();
    let last = "";
    for (const { name, value, comment } of files.flatMap(constantsOf)) {
        const text = value && numbersOf(value);
        if (text === undefined) continue;
        if (constants.has(name)) throw new Error(`two numbers of the protocol are called ${name}`);
        last = comment.replaceAll(/\s+/g, " ") || last;
        constants.set(name, { value: text, comment: last });
    }
    return constants;
}

const table = (head, rows) => [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

/** The tables of a page by the name of their place. */
function tables(protocol) {
    return {
        types: table(
            ["type", "name", "counts from", "what it is"],
            messageKinds(protocol).map(({ type, name, speaker, comment }) => [type, name, SPEAKERS[speaker], comment]),
        ),
        numbers: table(
            ["name", "value", "what it is"],
            [...protocolConstants(protocol)].map(([name, { value, comment }]) => [`\`${name}\``, value, comment]),
        ),
    };
}

/** The text of a page of this tree, with its tables as the code has them. */
export async function protocolPage(protocol) {
    const filepath = join(root, protocol.page);
    const text = withTables(readFileSync(filepath, "utf8"), protocol);
    return format(text, { ...(await resolveConfig(filepath)), filepath });
}

/** A page with its tables as the code has them; they stand between `<!-- NAME -->` and `<!-- end of NAME -->`. */
export function withTables(text, protocol) {
    return Object.entries(tables(protocol)).reduce((page, [name, content]) => {
        const place = new RegExp(`(<!-- ${name} -->)[^]*(<!-- end of ${name} -->)`);
        if (!place.test(page)) throw new Error(`${protocol.page} has no place for the table "${name}"`);
        return page.replace(place, (_, start, end) => `${start}\n\n${content}\n\n${end}`);
    }, text);
}
