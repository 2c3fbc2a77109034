import { decodeChecked, encodeChecked } from "../../src/block/checked-text";
import { decodeCbor, encodeByteString, encodeCbor, readByteString } from "../../src/codec/cbor";
import { formatGuid, packGuid, packGuids, unpackGuid } from "../../src/event/guid";
import { toId } from "../../src/event/key";
import { parseField } from "../../src/event/field";
import { Schema } from "../../src/event/schema";
import { Names, NAMES_LIMIT } from "../../src/ledger/names";
import type { SavedScope } from "../../src/log/archive";
import { Log } from "../../src/log/log";
import { fromHex } from "../codec/hex";
import { noPause, SteppedBackground } from "../support/background";
import { RecordingListener } from "../support/log-listener";
import { NO_NATIVE } from "../support/natives";
import { START, World } from "../support/world";

const ANNA = "Player-1001-0000ABCD";
const BERT = "Player-1001-0000BEEF";
const CAFE = "Player-7-0000CAFE";
const OWN = "Player-1001-0000000A";

function newSchema(): Schema {
    const schema = new Schema();
    schema.add({ id: 1, name: "award", fields: [parseField("player:guid")!, parseField("amount")!] });
    schema.add({ id: 2, name: "raid", fields: [parseField("players:guid[]")!] });
    schema.add({ id: 3, name: "note", fields: [parseField("text")!] });
    return schema;
}

function award(guid: string): string {
    return `\x01${encodeByteString(packGuid(guid)!)}\x05`;
}

function raid(...guids: string[]): string {
    return `\x02${encodeByteString(packGuids(guids)[0]!)}`;
}

/** The names of a session, and what the game tells. */
class Fixture {
    readonly world = new World();
    readonly slices = new SteppedBackground();
    readonly log = new Log(this.slices, NO_NATIVE, new RecordingListener() as never);
    readonly names: Names;

    constructor(
        readonly saved: SavedScope = {},
        schema = newSchema(),
    ) {
        const { time, identity } = this.world;
        this.names = new Names(saved, this.log, schema, identity, time, this.slices, NO_NATIVE);
        this.log.directory.note(10, 1001, true);
    }

    tell(name: string, guid: string, classToken = "", isMember = true): this {
        const { identity } = this.world;
        identity.guids.set(name, guid);
        identity.classes.set(name, classToken);
        if (!isMember) identity.guests.add(name);
        this.names.changed();
        return this;
    }

    begin(): this {
        this.names.begin();
        this.slices.finish();
        return this;
    }

    insert(second: number, creator: number, body: string): this {
        const id = toId(creator, 0);
        this.log.insert(START + second, id, body);
        this.names.inserted(id, body);
        this.slices.finish();
        return this;
    }

    /** Lets so much time pass that the names are looked at again. */
    look(): this {
        this.world.time.advance(11);
        this.names.keepHouse();
        this.slices.finish();
        return this;
    }

    /** The entries as the file has them, "GUID name class" each. */
    lines(): string[] {
        const bytes = decodeChecked(this.saved.names, NO_NATIVE, noPause)!;
        const lines: string[] = [];
        let position = 1;
        while (position <= bytes.length) {
            const [packed, afterPacked] = readByteString(bytes, position + 1);
            const [, name, afterName] = decodeCbor(bytes, afterPacked!);
            const [ok, classToken, next] = decodeCbor(bytes, afterName as number);
            assert.is_true(ok);
            lines.push(`${unpackGuid(packed!)} ${name as string} ${classToken as string}`);
            position = next as number;
        }
        return lines;
    }
}

describe("Names", () => {
    it("have the player, and of those whom the game tells who creates events or stands in them", () => {
        const fixture = new Fixture();
        fixture.tell("Anna-Realm", ANNA, "MAGE").tell("Bert-Realm", BERT).tell("Cafe-Realm", CAFE, "ROGUE", false);
        fixture.begin();
        assert.same([`${OWN} Thrall-Realm `], fixture.lines());
        fixture.log.directory.note(0xabcd, 1001, false);
        fixture.insert(1, 0xabcd, "\x03").look();
        assert.same([`${OWN} Thrall-Realm `, `${ANNA} Anna-Realm MAGE`], fixture.lines());
        fixture.insert(2, 10, award(BERT)).insert(3, 10, raid(OWN, CAFE)).look();
        assert.same(
            [`${CAFE} Cafe-Realm ROGUE`, `${OWN} Thrall-Realm `, `${ANNA} Anna-Realm MAGE`, `${BERT} Bert-Realm `],
            fixture.lines(),
        );
    });

    it("of a creator under another server id are not taken", () => {
        const fixture = new Fixture().tell("Anna-Realm", ANNA).begin();
        fixture.log.directory.note(0xabcd, 7, false);
        assert.same([`${OWN} Thrall-Realm `], fixture.insert(1, 0xabcd, "\x03").look().lines());
    });

    it("come when the game tells of a player later, and change with what it tells", () => {
        const fixture = new Fixture().begin().insert(1, 10, award(ANNA)).look();
        assert.same([`${OWN} Thrall-Realm `], fixture.lines());
        fixture.tell("Anna-Realm", ANNA).look();
        assert.equal(`${ANNA} Anna-Realm `, fixture.lines()[1]);
        fixture.world.identity.guids.delete("Anna-Realm");
        fixture.tell("Hanna-Realm", ANNA, "MAGE").look();
        assert.equal(`${ANNA} Hanna-Realm MAGE`, fixture.lines()[1]);
    });

    it("stay when the game does not tell them any more, and in the next session", () => {
        const fixture = new Fixture().tell("Anna-Realm", ANNA).begin().insert(1, 10, award(ANNA)).look();
        const before = fixture.saved.names;
        fixture.world.identity.guids.delete("Anna-Realm");
        fixture.names.changed();
        assert.equal(before, fixture.look().saved.names);
        const next = new Fixture(fixture.saved).tell("Bert-Realm", BERT).begin();
        assert.equal(before, next.saved.names);
        next.insert(2, 10, award(BERT)).look();
        assert.same([`${OWN} Thrall-Realm `, `${ANNA} Anna-Realm `, `${BERT} Bert-Realm `], next.lines());
    });

    it("are found in the events of a file that has none yet", () => {
        const fixture = new Fixture().tell("Anna-Realm", ANNA).tell("Bert-Realm", BERT);
        fixture.log.insert(START - 1e7, toId(10, 0), award(ANNA));
        fixture.log.insert(START, toId(10, 0), raid(BERT));
        assert.equal(3, fixture.begin().lines().length);
    });

    it("that are damaged are told and made anew", () => {
        const entry = `${fromHex("83")}${encodeByteString(packGuid(ANNA)!)}${encodeCbor("Anna-Realm")[0]!}`;
        for (const bytes of [
            fromHex("83"),
            `${entry}\x60${entry}\x60`,
            `${entry}\x05`,
            fromHex("834101616160"),
            "\x05",
        ]) {
            const fixture = new Fixture({ names: encodeChecked(bytes, NO_NATIVE, noPause) }).begin();
            assert.is_true(fixture.names.isDamaged);
            assert.is_true(fixture.lines().includes(`${OWN} Thrall-Realm `));
        }
        for (const names of ["x", 5 as never]) assert.is_true(new Fixture({ names }).begin().names.isDamaged);
        assert.is_false(
            new Fixture({ names: encodeChecked(`${entry}\x60`, NO_NATIVE, noPause) }).begin().names.isDamaged,
        );
    });

    it("are looked at now and then, and only when something may have changed", () => {
        const fixture = new Fixture().begin();
        const { identity } = fixture.world;
        let count = 0;
        const told = identity.told.bind(identity);
        identity.told = () => {
            count++;
            return told();
        };
        fixture.look().look();
        assert.equal(0, count);
        fixture.names.changed();
        fixture.look().look();
        assert.equal(1, count);
    });

    it("are 2,000 at most: members of the guild first, then those of the latest events", () => {
        const fixture = new Fixture();
        for (const index of $range(1, NAMES_LIMIT + 20)) {
            const guid = formatGuid(1, index);
            fixture.tell(`P${index}-Realm`, guid, "", index % 100 === 0);
            fixture.log.directory.note(index, 1, false);
        }
        fixture.begin();
        assert.equal(NAMES_LIMIT, fixture.lines().length);
        for (const index of [1, 2]) fixture.insert(index, 10, award(formatGuid(1, index)));
        fixture.look();
        const lines = fixture.lines();
        assert.equal(NAMES_LIMIT, lines.length);
        assert.equal(20, lines.filter((line) => string.match(line, "P%d+00%-")[0] !== undefined).length);
        for (const index of [1, 2]) {
            assert.is_true(
                lines.some((line) => line.includes(` P${index}-Realm`)),
                tostring(index),
            );
        }
    });

    it("are gathered in small steps, and the file has them at the end", () => {
        const fixture = new Fixture();
        for (const index of $range(1, 1000)) {
            fixture.tell(`P${index}-Realm`, formatGuid(1, index));
            fixture.log.directory.note(index, 1, false);
        }
        fixture.names.begin();
        let steps = 0;
        while (fixture.slices.waiting() > 0) {
            fixture.slices.step();
            steps++;
        }
        assert.is_true(steps > 100, `${steps} steps`);
        // The number 10 is that of the player, of another server.
        assert.equal(1000, fixture.lines().length);
    });
});
