/** Fills Inbox.lua up to its bounds: oldest weeks first, then smallest numbers. */
import { encodeChecked } from "../format/text";
import { nameOf, placeName } from "../room/chain";
import { frameLength, type InboxScope, ledgerLength, scopeLength, weekLength } from "./inbox-text";

/** What the file holds at most. */
export interface Bounds {
    /** Characters of the text of one week. */
    readonly week: number;
    /** Weeks of all scopes. */
    readonly weeks: number;
    readonly offers: number;
    /** Bytes. */
    readonly file: number;
}

export const INBOX_BOUNDS: Bounds = { week: 262_144, weeks: 1024, offers: 4096, file: 2_097_152 };

/** An offer that wants to be in the file. */
export interface Candidate {
    readonly ledger: Buffer;
    readonly scope: Buffer;
    readonly week: number;
    /** Number of the batch. */
    readonly n: number;
    readonly offer: Buffer;
    /** Called by who has filled the file, if the offer is in it. */
    readonly note: () => void;
}

/** Bytes of the checksum in front. */
const CHECKSUM_BYTES = 4;

/** Characters of the checked base64 of so many bytes. */
const textLength = (bytes: number): number => 4 * Math.ceil((CHECKSUM_BYTES + bytes) / 3);

function compare(one: Candidate, other: Candidate): number {
    const orders = [
        one.week - other.week,
        Buffer.compare(one.ledger, other.ledger),
        Buffer.compare(one.scope, other.scope),
        one.n - other.n,
    ];
    return orders.find((order) => order !== 0) ?? 0;
}

/** A week that is being filled. */
interface Filling {
    readonly offers: Buffer[];
    bytes: number;
}

/** A scope that is being filled. */
interface FillingScope extends Pick<InboxScope, "ledger" | "scope"> {
    readonly weeks: Map<number, Filling>;
}

/** A file that is being filled. */
class Filler {
    private readonly scopes = new Map<string, FillingScope>();
    private readonly ledgers = new Set<string>();
    private length: number;
    private weeks = 0;
    private offers = 0;

    constructor(
        written: number,
        private readonly bounds: Bounds,
    ) {
        this.length = frameLength(written);
    }

    /** Takes an offer. @returns false, and nothing changes, where there is no room for it: in its week, or in the file. */
    take({ ledger, scope, week, offer }: Candidate): true | "week" | "file" {
        const place = placeName(ledger, scope);
        const known = this.scopes.get(place);
        const filling = known?.weeks.get(week);
        const bytes = (filling?.bytes ?? 0) + offer.length;
        if (textLength(bytes) > this.bounds.week) return "week";
        const isNewLedger = !this.ledgers.has(nameOf(ledger));
        const added =
            textLength(bytes) -
            (filling === undefined ? -weekLength(week) : textLength(filling.bytes)) +
            (known === undefined ? scopeLength(scope) : 0) +
            (isNewLedger ? ledgerLength(ledger) : 0);
        const isRoom =
            this.offers < this.bounds.offers &&
            (filling !== undefined || this.weeks < this.bounds.weeks) &&
            this.length + added <= this.bounds.file;
        if (!isRoom) return "file";
        this.length += added;
        this.offers++;
        if (filling === undefined) this.weeks++;
        this.ledgers.add(nameOf(ledger));
        const all = known ?? { ledger, scope, weeks: new Map<number, Filling>() };
        this.scopes.set(place, all);
        all.weeks.set(week, { offers: [...(filling?.offers ?? []), offer], bytes });
        return true;
    }

    finish(): InboxScope[] {
        return [...this.scopes.values()].map(({ ledger, scope, weeks }) => ({
            ledger,
            scope,
            weeks: new Map([...weeks].map(([week, { offers }]) => [week, encodeChecked(Buffer.concat(offers))])),
        }));
    }
}

/** The weeks of a file with these offers, as far as it holds them, and those that it holds. */
export function fill(
    candidates: readonly Candidate[],
    written: number,
    bounds: Bounds,
): { readonly scopes: readonly InboxScope[]; readonly taken: readonly Candidate[] } {
    const filler = new Filler(written, bounds);
    const taken: Candidate[] = [];
    // Weeks of a scope that are full: what comes behind waits, too.
    const full = new Set<string>();
    for (const candidate of [...candidates].sort(compare)) {
        const week = `${candidate.week} ${placeName(candidate.ledger, candidate.scope)}`;
        if (full.has(week)) continue;
        const answer = filler.take(candidate);
        if (answer === "file") break;
        if (answer === "week") full.add(week);
        else taken.push(candidate);
    }
    return { scopes: filler.finish(), taken };
}
