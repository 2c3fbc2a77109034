import { encodeVarint } from "../../src/codec/varint";
import { type Offer, OfferReader } from "../../src/inbox/offers";
import { fromHex } from "../codec/hex";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";
import { randomEvents, type TestEvent, WEEK, writeBlock } from "../support/events";
import { encodeOffer, idOf, type TestSpeaker } from "./stage";

/** That of docs/companion-batches.md. */
const EXAMPLE =
    "10a53c488cb4bbde94ca514668bc597901e9070000abcd0a416e6e612d5265616c6d390b040de807000000abcde907010346e9070000beef1832685261676e61" +
    "726f731046e9070000cafe34ac02c0330302000000ffffe90702c033";

const ANNA: TestSpeaker = ["Player-1001-0000ABCD", "Anna-Realm"];

function readAll(bytes: string, week = WEEK): LuaMultiReturn<[offers: Offer[], isFaulty: boolean]> {
    const reader = new OfferReader(bytes, week);
    const offers: Offer[] = [];
    let offer = reader.next(noPause);
    while (offer !== undefined) {
        offers.push(offer);
        offer = reader.next(noPause);
    }
    return $multi(offers, reader.isFaulty);
}

/** The events of an offer as specs have them. */
function eventsOf({ times, ids, servers, bodies }: Offer): TestEvent[] {
    return times.map((time, index) => ({ time, id: ids[index], server: servers[index], body: bodies[index] }));
}

describe("The reader of offers", () => {
    const random = new SeededRandom(31);
    const events = randomEvents(random, 20);
    const bert: TestSpeaker = ["Player-70000-FFFFFFFF", "B"];
    const good = encodeOffer({ number: 1, speakers: [ANNA, bert], events });

    it("reads the example of the document", () => {
        const [[offer], isFaulty] = readAll(fromHex(EXAMPLE));
        assert.is_false(isFaulty);
        assert.equal(fromHex("10a53c488cb4bbde94ca514668bc5979"), offer.id);
        assert.same([{ server: 1001, id: 0xabcd, guid: ANNA[0], name: "Anna-Realm" }], offer.speakers);
        assert.equal(4, offer.count);
        assert.equal(fromHex("0146e9070000beef33"), eventsOf(offer)[3].body);
    });

    it("gives the events as they were written, offer by offer", () => {
        const other = encodeOffer({ number: 2, speakers: [bert], events: events.slice(3, 4) });
        const [offers, isFaulty] = readAll(good + other);
        assert.is_false(isFaulty);
        assert.same([idOf(1), idOf(2)], [offers[0].id, offers[1].id]);
        assert.same(events, eventsOf(offers[0]));
        assert.same(events.slice(3, 4), eventsOf(offers[1]));
        assert.equal("Player-70000-FFFFFFFF", offers[0].speakers[1].guid);
    });

    it("ends at what is out of form, and gives what stands before it", () => {
        const head = idOf(9);
        const speaker = fromHex("e90700000001");
        const block = writeBlock(events);
        const framed = encodeVarint(block.length) + block;
        const faults: Record<string, string> = {
            "cut off in the id": string.sub(head, 1, 5),
            "no speaker": `${head}\0${framed}`,
            "nine speakers": `${head}\x09${string.rep(`${speaker}\x01a`, 9)}${framed}`,
            "a server id too large": `${head}\x01${fromHex("ffffff7f000000010161")}${framed}`,
            "a name of no byte": `${head}\x01${speaker}\0${framed}`,
            "a name that is too long": `${head}\x01${speaker}\x61${string.rep("a", 97)}${framed}`,
            "a name that is cut off": `${head}\x01${speaker}\x05ab`,
            "no block": `${head}\x01${speaker}\x01a`,
            "an empty block": `${head}\x01${speaker}\x01a\0`,
            "a block that is cut off": `${head}\x01${speaker}\x01a${string.sub(framed, 1, -2)}`,
            "a block with a byte too many": `${head}\x01${speaker}\x01a${encodeVarint(block.length + 1)}${block}\x7f`,
        };
        for (const [what, bytes] of pairs(faults as unknown as LuaTable<string, string>)) {
            const [offers, isFaulty] = readAll(good + bytes);
            assert.equal(1, offers.length, what);
            assert.is_true(isFaulty, what);
        }
    });

    it("refuses a block of another week", () => {
        const [offers, isFaulty] = readAll(good, WEEK + 1);
        assert.same([0, true], [offers.length, isFaulty]);
    });

    it("takes 500 events in an offer and no more", () => {
        const many = randomEvents(new SeededRandom(5), 2000);
        assert.is_true(many.length > 500);
        for (const [count, isFaulty] of [
            [500, false],
            [501, true],
        ] as const) {
            const some = many.slice(0, count).map((event) => ({ ...event, body: "\x01" }));
            const [, wasFaulty] = readAll(encodeOffer({ number: 3, speakers: [ANNA], events: some }));
            assert.equal(isFaulty, wasFaulty);
        }
    });
});
