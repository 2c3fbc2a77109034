import { weekOf, WEEK_SECONDS } from "../../src/event/key";
import { ADVERTISE_INTERVAL_SECONDS } from "../../src/sync/constants";
import {
    ADVERTISE,
    ANSWERING,
    COMPARE,
    decodeAdvertisement,
    decodeRowsRequest,
    encodeAdvertisement,
    encodeAnswering,
    encodeRows,
    EVENTS,
    ROWS,
    ROWS_REQUEST,
} from "../../src/sync/messages";
import { decodeRequest, REQUEST } from "../../src/sync/requests";
import { SeededRandom } from "../random";
import { createGuild, dump, startAll } from "../support/ledgers";
import { rounds } from "../support/rounds";
import { START } from "../support/world";
import type { TestEvent } from "../support/events";
import { noteEvent, noteEvents } from "./stage";
import { blockOf, Conversation, type Message, SyncStage } from "./sync-stage";

const WEEK = weekOf(START);
const HOUR = 3600;

/** Lower than that of any honest client: first in rank. */
const LOWEST_CLAIM = 1;

/** Events of so many weeks, ten a week, the current one first. */
function past(weeks: number): TestEvent[] {
    const events: TestEvent[] = [];
    for (const week of $range(0, weeks - 1)) {
        for (const index of $range(0, 9)) events.push(noteEvent(-week * WEEK_SECONDS - 10 * index, index));
    }
    return events;
}

function count(stages: readonly SyncStage[]): number[] {
    return stages.map(({ log }) => log.count());
}

describe("Two clients that cannot become equal", () => {
    it("stop talking about it, and are equal soon enough when they can", () => {
        const common = noteEvents(10);
        const stages = [
            new SyncStage([...common, ...noteEvents(2, 200)], 1, "A-Realm"),
            new SyncStage([...common, ...noteEvents(3, 300)], 2, "B-Realm"),
        ];
        for (const stage of stages) stage.mayLeave = false;
        const conversation = new Conversation(stages);
        conversation.advance(HOUR);
        assert.same([12, 13], count(stages));
        const compared = (): number => {
            let count = 0;
            for (const stage of stages) count += stage.payloads(COMPARE.type).length;
            return count;
        };
        const before = conversation.messages - compared();
        conversation.advance(HOUR);
        // Fewer than two that are equal say.
        const said = conversation.messages - compared() - before;
        assert.is_true(said < HOUR / ADVERTISE_INTERVAL_SECONDS, `${said}`);
        for (const stage of stages) stage.mayLeave = true;
        conversation.advance(HOUR);
        assert.same([15, 15], count(stages));
    });
});

describe("A member's own event in a week of which an officer has nothing", () => {
    it("reaches the officer, though the member may not speak", () => {
        const own = noteEvent(-5, 3);
        const member = new SyncStage([own], 1, "Member-Realm");
        member.mayServe = false;
        // Nobody hears its live message.
        member.sync.broadcastLive(own.time, own.id, own.body);
        const officer = new SyncStage([noteEvent(-WEEK_SECONDS, 1)], 2, "Officer-Realm");
        officer.mayPeerSpeak = false;
        const conversation = new Conversation([officer, member]);
        conversation.advance(120);
        assert.same([2, 2], count([officer, member]));
    });
});

describe("A newcomer", () => {
    /** Says again what others advertise, with the lowest claim. */
    const echo = (payload: string): readonly Message[] => {
        return [[ADVERTISE, encodeAdvertisement({ ...decodeAdvertisement(payload)!, claim: LOWEST_CLAIM })]];
    };

    it("has all although a rogue advertises truly and answers each question for rows at once with none", () => {
        const stages = [new SyncStage(past(30), 1, "Officer-Realm"), new SyncStage([], 2, "Joiner-Realm")];
        let answers = 0;
        const conversation = new Conversation(stages, (kind, payload) => {
            if (kind.type === ADVERTISE.type) return echo(payload);
            if (kind.type !== ROWS_REQUEST.type) return [];
            answers++;
            return [[ROWS, encodeRows({ from: 0, to: decodeRowsRequest(payload)!, rows: [] })]];
        });
        stages[1].mayServe = false;
        conversation.advance(300);
        assert.is_true(answers > 0);
        assert.same([300, 300], count(stages));
        assert.equal("synced", stages[1].sync.state());
        const { reputation } = stages[1].sync;
        assert.is_false(reputation.isDistrusted(reputation.of("Officer-Realm")));
    });

    it("asks once for rows, though who answers is not who advertised: one advertisement stands for both", () => {
        const officers = [new SyncStage(past(30), 1, "A-Realm"), new SyncStage(past(30), 2, "B-Realm")];
        new Conversation(officers).advance(60);
        for (const officer of officers) officer.clear();
        const joiner = new SyncStage([], 3, "Joiner-Realm");
        joiner.mayServe = false;
        new Conversation([...officers, joiner]).advance(120);
        assert.equal(300, joiner.log.count());
        assert.equal(1, joiner.payloads(ROWS_REQUEST.type).length);
    });

    it("has all although a rogue answers each request at once, as being at work and with one event a week", () => {
        const events = past(3);
        const stages = [new SyncStage(events, 1, "Officer-Realm"), new SyncStage([], 2, "Joiner-Realm")];
        let answers = 0;
        const conversation = new Conversation(stages, (kind, payload) => {
            if (kind.type === ADVERTISE.type) return echo(payload);
            if (kind.type !== REQUEST.type) return [];
            answers++;
            const weeks = decodeRequest(payload)!.entries.map(({ weekNumber }) => weekNumber);
            const blocks = weeks.map((week): Message => {
                return [EVENTS, blockOf([events.find(({ time }) => weekOf(time) === week)!])];
            });
            return [[ANSWERING, encodeAnswering(weeks)], ...blocks];
        });
        stages[1].mayServe = false;
        conversation.advance(300);
        assert.is_true(answers > 0);
        assert.same([events.length, events.length], count(stages));
        assert.equal(WEEK, stages[1].log.weekNumbers[2]);
    });
});

describe("Honest clients", () => {
    it("never distrust one another, whatever is lost while their old weeks become equal", () => {
        for (const seed of $range(1, rounds(200, 10))) {
            const random = new SeededRandom(seed);
            const loss = random.integer(0, 20) / 100;
            const clients = createGuild(
                4,
                seed,
                () => ({}),
                () => random.integer(1, 1000) <= loss * 1000,
            );
            const { time } = clients[0].world;
            startAll(clients.slice(0, 3));
            time.advance(60);
            for (const { ledger } of clients.slice(0, 2)) {
                const entries = [];
                for (const index of $range(1, 60)) {
                    entries.push({
                        type: "note",
                        time: START - random.integer(0, 30) * WEEK_SECONDS - index,
                        creator: "Player-1001-0000ABCD",
                        values: { text: `x${index}`, amount: 1 },
                    });
                }
                ledger.importEvents(entries, () => {});
                time.advance(random.integer(0, 20));
            }
            clients[3].ledger.start();
            time.advance(900);
            for (const { ledger } of clients) {
                const { ignored, sync } = ledger.status();
                assert.is_nil(ignored.distrusted, `seed ${seed}: ${sync}`);
            }
            const [first, ...others] = clients;
            for (const other of others) assert.equal(dump(first.ledger), dump(other.ledger), `seed ${seed}`);
        }
    });
});
