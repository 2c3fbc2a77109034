/** The actions of entries: what each says. docs/companion-batches.md, "Kind 1". */
import { Damage } from "../format/damage";
import { bool, bytes, type Fields, type Named, readFields, uint, writeFields } from "./forms";
import type { Cbor } from "./cbor";
import {
    charactersForm,
    headsForm,
    idForm,
    isWholeHead,
    keyForm,
    labelForm,
    ledgerForm,
    memberForm,
    roleForm,
    scopeForm,
    signatureForm,
} from "./content-items";

const found = { name: labelForm, label: labelForm, characters: charactersForm, recovery: keyForm };
const member = {
    number: memberForm,
    label: labelForm,
    characters: charactersForm,
    role: roleForm,
    heads: headsForm,
};
const invite = { invite: keyForm, member: memberForm };
const accept = { invite: keyForm, proof: signatureForm, label: labelForm };
const drop = { device: keyForm, seq: uint(), id: idForm };
/** `into`: empty for a scope that is taken no longer. */
const scope = { ledger: ledgerForm, scope: scopeForm, into: bytes(0, 255), open: bool };
const recover = {
    device: keyForm,
    label: labelForm,
    characters: charactersForm,
    recovery: keyForm,
    heads: headsForm,
};
const cancel = { invite: keyForm };
const device = { device: keyForm, member: memberForm, label: labelForm };

/** What entries say, by the name of the action. */
export type Action =
    | ({ readonly action: "found" } & Named<typeof found>)
    | ({ readonly action: "member" } & Named<typeof member>)
    | ({ readonly action: "invite" } & Named<typeof invite>)
    | ({ readonly action: "accept" } & Named<typeof accept>)
    | ({ readonly action: "drop" } & Named<typeof drop>)
    | ({ readonly action: "scope" } & Named<typeof scope>)
    | ({ readonly action: "recover" } & Named<typeof recover>)
    | ({ readonly action: "cancel" } & Named<typeof cancel>)
    | ({ readonly action: "device" } & Named<typeof device>)
    /** One of a later version: void here. */
    | { readonly action: "unknown"; readonly number: number };

/** By number: name and items. */
const ACTIONS = [
    ["found", found],
    ["member", member],
    ["invite", invite],
    ["accept", accept],
    ["drop", drop],
    ["scope", scope],
    ["recover", recover],
    ["cancel", cancel],
    ["device", device],
] as const satisfies readonly (readonly [Action["action"], Fields])[];

/** Reads an action from its number and its items. @throws Damage where an item is missing or out of form. */
export function readAction(number: number, items: readonly Cbor[]): Action {
    if (number >= ACTIONS.length) return { action: "unknown", number };
    const [action, fields] = ACTIONS[number];
    const said = { action, ...readFields<Fields>(fields, items) } as Action;
    if (said.action === "drop" && !isWholeHead(said)) throw new Damage("ZERO for seq 0 expected");
    return said;
}

/** The number of an action, and its items behind that. @throws RangeError for an action that is not known. */
export function writeAction(said: Action): Cbor[] {
    const number = ACTIONS.findIndex(([action]) => action === said.action);
    if (number < 0) throw new RangeError(`writeAction: 'action' - a known one expected, got "${said.action}"`);
    return [number, ...writeFields<Fields>(ACTIONS[number][1], { ...said })];
}
