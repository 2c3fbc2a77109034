/** What records of each kind say behind their head: docs/companion-batches.md, "A record" and the kinds. */
import { ByteReader } from "../format/bytes";
import { KEY_BYTES as EVENT_KEY_BYTES } from "../format/key";
import { type NumberedRow, readRows } from "../format/seal-entries";
import { attempt, Damage } from "../format/damage";
import { type Action, readAction, writeAction } from "./actions";
import { type Cbor, encodeCbor } from "./cbor";
import { guidForm, idForm, ledgerForm, playerNameForm, scopeForm } from "./content-items";
import {
    ascending,
    bytes,
    checked,
    type Fields,
    list,
    type Named,
    readFields,
    text,
    tuple,
    uint,
    writeFields,
} from "./forms";

/** The kinds of records that are known. */
export const KIND = { batch: 0, entry: 1, vouch: 2, epoch: 3, sealed: 4, about: 5 } as const;

/** Most bytes of a block in a batch. */
export const MAX_BLOCK = 65_536;
const MAX_VOUCHED = 1000;
/** Bits for the 500 events that a batch has at most. */
const MAX_BITS = 63;
/** Most bytes of packed rows, and most events of a surplus, in a _sealed_ record. */
export const MAX_ROWS = 131_072;
export const MAX_SURPLUS = 4096;
/** Packed key and digest. */
const SURPLUS_BYTES = EVENT_KEY_BYTES + 4;
const MAX_TYPES_BYTES = 65_536;
const MAX_NAMES = 2000;

const place = { ledger: ledgerForm, scope: scopeForm };
const batch = { ...place, block: bytes(3, MAX_BLOCK) };
const entry = { parent: idForm, time: uint(), action: uint() };
const refusal = tuple({ id: idForm, reason: uint(1, 255), bits: bytes(1, MAX_BITS) });
const vouch = {
    admitted: ascending(idForm, MAX_VOUCHED, (id) => id),
    refused: ascending(refusal, MAX_VOUCHED, ({ id }) => id),
};
const isUrl = (url: string): boolean => url === "" || /^(https|wss):/.test(url);
const epoch = { epoch: uint(1), url: text(0, 255, isUrl) };

/** Whether pieces of one width ascend by bytes, none twice. */
function isAscending(packed: Buffer, width: number): boolean {
    if (packed.length % width !== 0) return false;
    for (let at = width; at < packed.length; at += width) {
        if (packed.compare(packed, at - width, at - width + EVENT_KEY_BYTES, at, at + EVENT_KEY_BYTES) <= 0)
            return false;
    }
    return true;
}

const sealed = {
    ...place,
    seal: bytes(EVENT_KEY_BYTES),
    rows: checked(
        bytes(1, MAX_ROWS),
        "packed rows",
        (rows) => !(attempt(() => readRows(new ByteReader(rows))) instanceof Damage),
    ),
    surplus: checked(bytes(0, SURPLUS_BYTES * MAX_SURPLUS), "keys ascending", (all) => isAscending(all, SURPLUS_BYTES)),
};

const typeItems = tuple({ id: uint(1, 255), name: bytes(1, 64), fields: list(bytes(1, 96), 32) });
const types = checked(
    ascending(typeItems, 255, ({ id }) => Buffer.of(id)),
    `at most ${MAX_TYPES_BYTES} bytes`,
    (all) => encodeCbor(all.map((type) => typeItems.write(type))).length <= MAX_TYPES_BYTES,
);
const names = ascending(
    tuple({ guid: guidForm, name: playerNameForm, token: text(0, 64) }),
    MAX_NAMES,
    ({ guid }) => guid,
);
const about = { ...place, stateVersion: uint(0, 2 ** 31 - 1), types, names };

/** What a record says, by its kind. */
export type Content =
    | ({ readonly kind: typeof KIND.batch } & Named<typeof batch>)
    | ({ readonly kind: typeof KIND.entry; readonly parent: Buffer; readonly time: number } & { readonly said: Action })
    | ({ readonly kind: typeof KIND.vouch } & Named<typeof vouch>)
    | ({ readonly kind: typeof KIND.epoch } & Named<typeof epoch>)
    | ({ readonly kind: typeof KIND.sealed } & Named<typeof sealed>)
    | ({ readonly kind: typeof KIND.about } & Named<typeof about>)
    /** A kind of a later version: only its head is checked. */
    | { readonly kind: "other"; readonly number: number };

/** One kind of content. */
export type ContentOf<Kind extends Content["kind"]> = Extract<Content, { readonly kind: Kind }>;

const FIELDS: Readonly<Record<number, Fields | undefined>> = {
    [KIND.batch]: batch,
    [KIND.vouch]: vouch,
    [KIND.epoch]: epoch,
    [KIND.sealed]: sealed,
    [KIND.about]: about,
};

function readEntry(items: readonly Cbor[]): Content {
    const { parent, time, action } = readFields(entry, items);
    const said = readAction(action, items.slice(Object.keys(entry).length));
    return { kind: KIND.entry, parent, time, said };
}

/** An id is in one of the two lists of a vouch. */
function checkVouch({ admitted, refused }: ContentOf<typeof KIND.vouch>): void {
    const ids = new Set(admitted.map((id) => id.toString("hex")));
    if (refused.some(({ id }) => ids.has(id.toString("hex")))) throw new Damage("an id in one of two lists expected");
}

/**
 * What the items of a record say that stand behind its head.
 * @throws Damage where they are not what the kind has.
 */
export function readContent(kind: number, items: readonly Cbor[]): Content {
    if (kind === KIND.entry) return readEntry(items);
    const fields = FIELDS[kind];
    if (fields === undefined) return { kind: "other", number: kind };
    const content = { kind, ...readFields(fields, items) } as Content;
    if (content.kind === KIND.vouch) checkVouch(content);
    return content;
}

/** Number of the kind and the items behind the head. @throws RangeError for a kind that is not known: nobody here can say more. */
export function writeContent(content: Content): { readonly kind: number; readonly items: Cbor[] } {
    if (content.kind === KIND.entry) {
        const { kind, parent, time, said } = content;
        return { kind, items: [parent, time, ...writeAction(said)] };
    }
    const fields = FIELDS[content.kind as number];
    if (fields === undefined) throw new RangeError("writeContent: 'kind' - a known one expected");
    return { kind: content.kind as number, items: writeFields(fields, { ...content }) };
}

/** The rows of a _sealed_ record. */
export function rowsOf({ rows }: ContentOf<typeof KIND.sealed>): readonly NumberedRow[] {
    return readRows(new ByteReader(rows));
}

/** The surplus of a _sealed_ record: hex of packed key and digest, of each event. */
export function surplusOf({ surplus }: ContentOf<typeof KIND.sealed>): string[] {
    return Array.from({ length: surplus.length / SURPLUS_BYTES }, (_, index) =>
        surplus.subarray(SURPLUS_BYTES * index, SURPLUS_BYTES * (index + 1)).toString("hex"),
    );
}
