/** The forms of records, by the examples of the documents and one by one. */
import assert from "node:assert/strict";
import { test } from "vitest";
import { vectors } from "../../../tools/docs/companion-vectors.mjs";
import { Damage } from "../../src/format/damage";
import { eventsOfBlock } from "../../src/room/batch-events";
import { type Cbor, decodeCbor } from "../../src/room/cbor";
import { type Content, KIND } from "../../src/room/contents";
import { signerOf, ZERO } from "../../src/room/keys";
import { START } from "../../src/room/position";
import { isSigned, MAX_RECORD, readRecord, type RoomRecord, signRecord } from "../../src/room/record";
import { foldRoom } from "../../src/room/room";
import { characterOf, deviceOf, Guild, guidOf, LEDGER, NOW, SCOPE, signItems } from "../support/guild";
import { shown } from "../support/documents";

const DEVICE = signerOf(Buffer.alloc(32, 1));
const ROOM = shown("room");
const ID = Buffer.alloc(32, 9);

function read(all: Buffer): RoomRecord {
    const record = readRecord(all);
    if (record instanceof Damage) throw record;
    return record;
}

/** A record of these items by one device. */
const signed = (items: readonly Cbor[]): Buffer => signItems(DEVICE, items);

const HEAD: readonly Cbor[] = [ROOM, DEVICE.key, 1, ZERO, 1, 0, ZERO];
const isMalformed = (items: readonly Cbor[]): boolean => readRecord(signed(items)) instanceof Damage;

test("the records of the documents are signed anew to the same bytes, and make the room", () => {
    const { scope } = vectors();
    const list = [shown("founding"), scope, shown("batch")];
    for (const all of list) {
        const record = read(all);
        assert.ok(isSigned(record));
        const { room, seq, previous, sight, content } = record;
        assert.deepEqual(signRecord(DEVICE, { room, seq, previous, sight }, content).bytes, all);
    }
    const { content } = read(shown("batch"));
    const events = content.kind === KIND.batch ? eventsOfBlock(content.block) : [];
    assert.equal(events instanceof Damage ? 0 : events.length, 4);
    const room = foldRoom(ROOM, list);
    assert.deepEqual([room.position.epoch, room.position.n, room.position.hash], [1, 3, shown("hash")]);
    assert.deepEqual([room.chain.name, room.chain.members[0].label, room.refused.size], ["Dawn", "Anna", 0]);
});

const CONTENTS: readonly Content[] = [
    { kind: KIND.batch, ledger: LEDGER, scope: SCOPE, block: Buffer.alloc(3) },
    { kind: KIND.vouch, admitted: [ID], refused: [{ id: ZERO, reason: 255, bits: Buffer.of(1) }] },
    { kind: KIND.epoch, epoch: 2, url: "wss://ledger.example" },
    { kind: KIND.epoch, epoch: 2, url: "" },
    {
        ...{ kind: KIND.sealed, ledger: LEDGER, scope: SCOPE, seal: Buffer.alloc(9), surplus: Buffer.alloc(13) },
        rows: Buffer.from("0b04010000000100000001", "hex"),
    },
    {
        ...{ kind: KIND.about, ledger: LEDGER, scope: SCOPE, stateVersion: 1 },
        types: [{ id: 1, name: Buffer.from("award"), fields: [Buffer.from("player:guid")] }],
        names: [{ guid: guidOf(5), name: "Anna-Realm", token: "" }],
    },
];
const ENTRIES = [
    { action: "found", name: "Dawn", label: "Anna", characters: [characterOf(1)], recovery: deviceOf(3).key },
    {
        action: "member",
        number: 1,
        label: "Bob",
        characters: [],
        role: 5,
        heads: [{ device: DEVICE.key, seq: 0, id: ZERO }],
    },
    { action: "invite", invite: deviceOf(3).key, member: 1 },
    { action: "accept", invite: deviceOf(3).key, proof: Buffer.alloc(64), label: "PC" },
    { action: "drop", device: deviceOf(3).key, seq: 4, id: ID },
    { action: "scope", ledger: LEDGER, scope: SCOPE, into: Buffer.of(), open: true },
    { action: "recover", device: deviceOf(3).key, label: "A", characters: [], recovery: deviceOf(4).key, heads: [] },
    { action: "cancel", invite: deviceOf(3).key },
    { action: "device", device: deviceOf(3).key, member: 1, label: "PC" },
] as const;

test("each kind and each action is read as it was written; with further items, too", () => {
    const entries = ENTRIES.map((said): Content => ({ kind: KIND.entry, parent: ID, time: NOW, said }));
    for (const content of [...CONTENTS, ...entries]) {
        const record = signRecord(DEVICE, { room: ROOM, seq: 1, previous: ZERO, sight: START }, content);
        assert.deepEqual(read(record.bytes).content, content);
        const items = decodeCbor(record.bytes.subarray(64)) as Cbor[];
        const later = signed([...items, ["later", [1, null]]]);
        assert.ok(isSigned(read(later)));
        if (content.kind !== KIND.entry) assert.deepEqual(read(later).content, content);
        for (let count = 0; count < items.length; count++)
            assert.ok(isMalformed(items.slice(0, count)), `${count} items`);
    }
});

test("a kind and an action that are not known are read as far as the head", () => {
    assert.deepEqual(read(signed([6, ...HEAD])).content, { kind: "other", number: 6 });
    const { content } = read(signed([1, ...HEAD, ID, 1, 9]));
    assert.deepEqual(content.kind === KIND.entry && content.said, { action: "unknown", number: 9 });
    assert.throws(
        () => signRecord(DEVICE, { room: ROOM, seq: 1, previous: ZERO, sight: START }, { kind: "other", number: 6 }),
        RangeError,
    );
});

test("heads out of range are malformed", () => {
    const replaced = (at: number, item: Cbor): Cbor[] => [6, ...HEAD].map((old, index) => (index === at ? item : old));
    assert.ok(!isMalformed(replaced(3, 1)));
    for (const [at, item] of [
        [1, ZERO.subarray(1)],
        [2, ZERO],
        [3, 0],
        [4, ID],
        [5, 0],
        [7, ID],
        [7, null],
        [0, "0"],
    ] as const)
        assert.ok(isMalformed(replaced(at, item)), `${at}: ${String(item)}`);
});

test("items out of their range are malformed", () => {
    const text = (length: number): string => "x".repeat(length);
    const place = [LEDGER, SCOPE];
    const ids = Array.from({ length: 1001 }, (_, index) => {
        const id = Buffer.alloc(32);
        id.writeUInt32BE(index);
        return id;
    });
    const row = Buffer.from("0b04010000000100000001", "hex");
    const founding = (name: string, characters: Cbor[] = []): Cbor[] => [
        1,
        ...HEAD,
        ZERO,
        1,
        0,
        name,
        "A",
        characters,
        deviceOf(3).key,
    ];
    const guid = guidOf(1);
    assert.ok(!isMalformed(founding(text(64))));
    assert.ok(!isMalformed([2, ...HEAD, ids.slice(0, 1000), []]));
    const cases: Record<string, Cbor[]> = {
        "a long name": founding(text(65)),
        "an empty name": founding(""),
        "a control character": founding("a\u007f"),
        "a GUID twice": founding("A", [
            [guid, "A"],
            [guid, "B"],
        ]),
        "a GUID too short": founding("A", [[guid.subarray(2), "A"]]),
        "a GUID with a byte behind": founding("A", [[Buffer.concat([guid, Buffer.of(0)]), "A"]]),
        "a name too long": founding("A", [[guid, text(97)]]),
        "65 characters": founding(
            "A",
            Array.from({ length: 65 }, (_, index) => [guidOf(index), "A"]),
        ),
        "a role": [1, ...HEAD, ID, 1, 1, 1, "A", [], 6, []],
        "heads out of order": [
            1,
            ...HEAD,
            ID,
            1,
            1,
            1,
            "A",
            [],
            1,
            [
                [deviceOf(3).key, 1, ID],
                [deviceOf(3).key, 2, ID],
            ],
        ],
        "an id for no record": [1, ...HEAD, ID, 1, 4, deviceOf(3).key, 0, ID],
        "a key of small order": [1, ...HEAD, ID, 1, 7, ZERO],
        "no ledger": [0, ...HEAD, Buffer.of(), SCOPE, Buffer.alloc(3)],
        "a long ledger": [0, ...HEAD, Buffer.alloc(17), SCOPE, Buffer.alloc(3)],
        "a long scope": [0, ...HEAD, LEDGER, Buffer.alloc(256), Buffer.alloc(3)],
        "a long block": [0, ...HEAD, ...place, Buffer.alloc(65_537)],
        "1,001 ids": [2, ...HEAD, ids, []],
        "ids that do not ascend": [2, ...HEAD, [ids[1], ids[0]], []],
        "an id twice": [2, ...HEAD, [ids[1], ids[1]], []],
        "an id in both lists": [2, ...HEAD, [ids[1]], [[ids[1], 1, Buffer.of(1)]]],
        "reason 0": [2, ...HEAD, [], [[ids[1], 0, Buffer.of(1)]]],
        "64 bytes of bits": [2, ...HEAD, [], [[ids[1], 1, Buffer.alloc(64)]]],
        "an epoch not above that of the sight": [3, ...HEAD, 1, ""],
        "another url": [3, ...HEAD, 2, "http://ledger.example"],
        "a long url": [3, ...HEAD, 2, `wss:${text(252)}`],
        "rows out of order": [4, ...HEAD, ...place, Buffer.alloc(9), Buffer.concat([row, row]), Buffer.of()],
        "half a row": [4, ...HEAD, ...place, Buffer.alloc(9), row.subarray(1), Buffer.of()],
        "half a surplus": [4, ...HEAD, ...place, Buffer.alloc(9), row, Buffer.alloc(12)],
        "a surplus twice": [4, ...HEAD, ...place, Buffer.alloc(9), row, Buffer.alloc(26)],
        "type 0": [5, ...HEAD, ...place, 1, [[0, Buffer.of(1), []]], []],
        "types of 65,537 bytes": [
            5,
            ...HEAD,
            ...place,
            1,
            Array.from({ length: 21 }, (_, id) => [
                id + 1,
                Buffer.of(1),
                Array.from({ length: 32 }, () => Buffer.alloc(96)),
            ]),
            [],
        ],
        "a state version": [5, ...HEAD, ...place, 2 ** 31, [], []],
    };
    for (const [what, items] of Object.entries(cases)) assert.ok(isMalformed(items), what);
});

test("a record has 65 to 262,144 bytes", () => {
    const long = (length: number): Buffer => signed([6, ...HEAD, Buffer.alloc(length)]);
    const rest = MAX_RECORD - long(70_000).length + 70_000;
    assert.ok(!(readRecord(long(rest)) instanceof Damage));
    assert.ok(readRecord(long(rest + 1)) instanceof Damage);
    for (const length of [0, 1, 64, 65]) assert.ok(readRecord(Buffer.alloc(length)) instanceof Damage);
});

test("what a receiver would refuse is not signed", () => {
    const guild = new Guild();
    const content: Content = { kind: KIND.batch, ledger: Buffer.alloc(17), scope: SCOPE, block: Buffer.alloc(3) };
    assert.throws(() => guild.sign(DEVICE, content), /signRecord: 'content' - 1 to 16 bytes expected/);
});
