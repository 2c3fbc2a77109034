/** Records of this computer that the server has refused: they are not signed again before the chain has changed, or the user says so. */
import { eventName } from "../agent/event-name";
import type { SavedScope } from "../agent/saved-scope";
import { Damage } from "../format/damage";
import type { FailedRecord } from "../profile/agent-state";
import { eventsOfBlock } from "../room/batch-events";
import { nameOf } from "../room/chain";
import { type Content, KIND } from "../room/contents";
import type { RefusedOwn } from "../sync/client-options";

const numberOfKind = (content: Content): number => (content.kind === "other" ? content.number : content.kind);

/** What is remembered of a refused record. @param at id of the last entry with effect. */
export function failedOf({ record: { content }, code, text }: RefusedOwn, at: Buffer): FailedRecord {
    const { ledger, scope, block } =
        content.kind === KIND.batch
            ? {
                  ledger: nameOf(content.ledger),
                  scope: nameOf(content.scope),
                  block: content.block.toString("base64"),
              }
            : { ledger: "", scope: "", block: "" };
    return { at: nameOf(at), kind: numberOfKind(content), code, text, ledger, scope, block };
}

/** Names of the events of a refused batch. */
export function eventsOfFailed({ block }: FailedRecord): string[] {
    const events = eventsOfBlock(Buffer.from(block, "base64"));
    return events instanceof Damage ? [] : events.map(eventName);
}

/** What is held back as the chain is now. @param at id of the last entry with effect. */
export class Held {
    private readonly kinds: ReadonlySet<number>;
    private readonly events: ReadonlySet<string>;

    constructor(failed: readonly FailedRecord[], at: Buffer) {
        const now = failed.filter((each) => each.at === nameOf(at));
        this.kinds = new Set(now.map(({ kind }) => kind).filter((kind) => kind !== KIND.batch));
        this.events = new Set(now.flatMap(eventsOfFailed));
    }

    /** Files without the events that are held back. */
    without(files: readonly SavedScope[]): readonly SavedScope[] {
        if (this.events.size === 0) return files;
        return files.map((file) => ({
            ...file,
            events: file.events.filter((event) => !this.events.has(eventName(event))),
        }));
    }

    /** Whether a record of this kind may be signed. */
    lets(content: Content): boolean {
        return !this.kinds.has(numberOfKind(content));
    }
}
