/** The defined types as the saved file has them, for tools: docs/storage.md. */

import { encodeChecked } from "../block/checked-text";
import { encodeCbor } from "../codec/cbor";
import { describeField } from "../event/field";
import type { Schema } from "../event/schema";
import type { NativeCodec, Pause } from "../ports";

/** The form that is written. */
const FORM = 1;

/** Most bytes. More is left out. */
export const TYPES_BYTES = 65536;

/** Checked base64 of the state version and the types of a schema; nil when they take more than TYPES_BYTES. */
export function savedTypes(
    schema: Schema,
    stateVersion: number,
    native: NativeCodec,
    pause: Pause,
): string | undefined {
    const list: unknown[] = [FORM, stateVersion];
    for (const { id, name, fields } of schema.defined()) {
        list[list.length] = [id, name, fields.map((field) => describeField(field))];
        pause();
    }
    const [bytes] = encodeCbor(list);
    return bytes!.length > TYPES_BYTES ? undefined : encodeChecked(bytes!, native, pause);
}
