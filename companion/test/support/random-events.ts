/** Random events, always the same for a seed, with bodies that cbor2 encodes. */
import { cdeEncodeOptions, encode } from "cbor2";
import { Random } from "../../../tools/random.mjs";
import { packKey, type StoredEvent, WEEK_SECONDS } from "../../src/format/key";

/** An event, and the scope of the ledger that it stands in. */
export interface ScopedEvent extends StoredEvent {
    readonly scope: string;
}

const FIRST_WEEK = 2815;
const MAX_BODY = 4096;

const CREATORS = [
    { creator: 0x0000abcd, server: 1001 },
    { creator: 0x0000ffff, server: 1001 },
    { creator: 0xfffffffe, server: 4465 },
    { creator: 0x80000000, server: 0xffffff },
    { creator: 0x00000000, server: 1 },
    { creator: 0x00000001, server: 0 },
];

/** Server ids as varints. */
const SERVERS = [Buffer.of(0), Buffer.of(5), Buffer.of(0xe9, 7)];

const WORDS = ["Ragnaros", "Onyxia", "", "no", "ß水\u{10151}", 'a "quoted" one\\\n'];

/** Ids of imported events: another one, or that of a row without an id, is that of none of the revocations. */
const IMPORT_IDS = [5, "5", "row 7", new Uint8Array([0xff]), -2.5, 900];

/** Fields of the types 1 to 7; a seventh of the events has another number. */
const FIELD_COUNTS = [0, 1, 3, 4, 5, 12, 32];

/** A packed GUID, or a list of them, as fields of the kinds "guid" and "guid[]" hold; now and then out of their form. */
function randomPlayers(random: Random): Uint8Array {
    const player = (): Buffer => Buffer.of(0, 0, random.integer(0, 2), random.integer(0, 40));
    const server = (): Buffer => random.pick(SERVERS);
    if (random.integer(1, 3) > 1) return new Uint8Array(Buffer.concat([server(), player()]));
    const runs = Array.from({ length: random.integer(0, 3) }, () => {
        const count = random.integer(1, 5);
        return Buffer.concat([server(), Buffer.of(count), ...Array.from({ length: count }, player)]);
    });
    return new Uint8Array(Buffer.concat([...runs, random.bytes(random.integer(1, 12) === 1 ? 1 : 0)]));
}

function randomValue(random: Random, depth = 2): unknown {
    const kinds: (() => unknown)[] = [
        () => random.pick(WORDS),
        () => random.pick(WORDS),
        () => null,
        () => random.integer(-300, 300),
        () => random.integer(0, 2 ** 30) * 2 ** 22,
        // Long alike: of these only the last bytes are written.
        () => `Item-${random.integer(10_000, 10_300)}`,
        () => randomPlayers(random),
        () => random.integer(-1000, 1000) / 8,
        () => random.integer(0, 1) === 1,
        () => new Uint8Array([...random.bytes(random.integer(0, 12)), 0xff]),
        () => Array.from({ length: random.integer(0, 4) }, () => randomValue(random, depth - 1)),
        () =>
            new Map<unknown, unknown>([
                [random.pick(WORDS), randomValue(random, 0)],
                [random.integer(-9, 9), 1],
            ]),
    ];
    // Null only as a whole field.
    const value = random.pick(depth > 0 ? kinds : kinds.slice(0, -2))();
    return value === null && depth < 2 ? 0 : value;
}

const encodeItem = (value: unknown): Buffer => Buffer.from(encode(value, cdeEncodeOptions));

/** Items that come again and again: to encode one takes longer than all else that is done with it. */
const frequent = Array.from({ length: 1500 }, (_, index) => encodeItem(randomValue(new Random(index + 1))));

function randomItem(random: Random): Buffer {
    return random.integer(1, 8) > 1 ? random.pick(frequent) : encodeItem(randomValue(random));
}

function randomBody(random: Random): Buffer {
    const type = random.integer(1, FIELD_COUNTS.length);
    const count = random.integer(1, 7) === 1 ? random.integer(0, 32) : FIELD_COUNTS[type - 1];
    const fields = Array.from({ length: count }, () => randomItem(random));
    const isImported = fields.length < 32 && random.integer(1, 4) === 1;
    if (isImported) fields.push(Buffer.from(encode([null, random.pick([...IMPORT_IDS, [1]])], cdeEncodeOptions)));
    const body = Buffer.concat([Buffer.of(type), ...fields]);
    return body.length <= MAX_BODY ? body : Buffer.of(type);
}

/** Takes back or undoes one of the last events, or takes back all with an id. */
function revocation(random: Random, events: readonly StoredEvent[]): Buffer {
    if (random.integer(1, 4) === 1) {
        const id = encode(random.pick(IMPORT_IDS.slice(0, -1)), cdeEncodeOptions);
        return Buffer.concat([
            random.pick([Buffer.of(0, 0xf6), Buffer.concat([Buffer.of(0, 0x49), packKey(events[0])])]),
            id,
        ]);
    }
    const target = events[events.length - random.integer(1, Math.min(events.length, 4))];
    const body = Buffer.concat([Buffer.of(0, 0x49), packKey(target)]);
    if (target.body.length > 100 || random.integer(1, 3) > 1) return body;
    const carried = [new Uint8Array(target.body), target.server].map((value) => encode(value, cdeEncodeOptions));
    return Buffer.concat([body, Buffer.of(0xf6), ...carried]);
}

/** Events of a scope in order, with different keys, over `weeks` weeks. */
export function randomEvents(random: Random, scope: string, weeks: number, perWeek: number): ScopedEvent[] {
    const events: ScopedEvent[] = [];
    for (let week = FIRST_WEEK; week < FIRST_WEEK + weeks; week++) {
        const keys = new Map<string, Omit<StoredEvent, "body">>();
        const span = random.pick([perWeek / 3, 5000, WEEK_SECONDS]);
        for (let index = 0; index < perWeek; index++) {
            const time = week * WEEK_SECONDS + random.integer(0, Math.floor(span) - 1);
            const counter = random.integer(1, 3) === 1 ? random.integer(0, 255) : random.integer(0, 2);
            const key = { time, ...random.pick(CREATORS), counter };
            keys.set(packKey(key).toString("hex"), key);
        }
        for (const [, key] of [...keys].sort(([one], [other]) => (one < other ? -1 : 1))) {
            const isRevocation = events.length > 0 && random.integer(1, 8) === 1;
            const body = isRevocation ? revocation(random, events) : randomBody(random);
            events.push({ scope, ...key, body });
        }
    }
    return events;
}

/** The lines that spec/fixtures/write-saved.ts reads. */
export function eventLines(events: readonly ScopedEvent[]): string {
    return events
        .map(({ scope, time, creator, counter, server, body }) =>
            [scope, time, creator, counter, server, `${body.toString("hex")}\n`].join("\t"),
        )
        .join("");
}
