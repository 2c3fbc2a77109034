import { type RoomsJob } from "../../../../demo/run/rooms/job";
import { AUCTIONS } from "../../../../demo/run/rooms/plan";
import { type RoomsRecord, type RoomsResultRecord } from "../../../../demo/run/rooms/records";
import { playRooms } from "../../../../demo/run/rooms/rooms-demo";

const JOB: RoomsJob = {
    isRooms: true,
    seed: 1,
    clients: 10,
    officers: 3,
    loss: 0.05,
    isSampled: true,
    profileStep: 0.05,
};

describe("the demo of rooms", () => {
    let result: RoomsResultRecord;
    let records: RoomsRecord[];

    // Once: an evening takes a while.
    lazy_setup(() => {
        records = [];
        result = playRooms(JOB, (record) => records.push(record));
    });

    function ofType<Type extends RoomsRecord["type"]>(type: Type): Extract<RoomsRecord, { type: Type }>[] {
        return records.filter((record) => record.type === type) as Extract<RoomsRecord, { type: Type }>[];
    }

    it("ends with equal ledgers and windows, whatever happened", () => {
        assert.same([0, 0, 0, 0], [result.errors, result.wrong, result.unshown, result.unseen]);
        assert.is_true(result.isEqual);
        for (const { digest, isWindowEqual } of result.clients) {
            assert.is_true(isWindowEqual);
            assert.equal(result.clients[0].digest, digest);
        }
        // Both sides of the cut network sold the item.
        assert.equal(1, result.overruled);
    });

    it("tells each auction, and what went wrong in it", () => {
        assert.equal(AUCTIONS.length, ofType("auction").length);
        const sold = ofType("sold");
        assert.equal(AUCTIONS.length, sold.length);
        assert.is_true(sold.every(({ isShown }) => isShown));
        const faults = ofType("fault").map(({ fault, isOver }) => `${fault} ${tostring(isOver)}`);
        table.sort(faults);
        const ends = ["auctioneer", "crash", "late", "leave", "partition"];
        assert.same([...ends.flatMap((fault) => [`${fault} false`, `${fault} true`]), "reload true"], faults);
    });

    it("tells who leads: two while the network is cut, one otherwise", () => {
        const holders = new LuaSet<number>();
        const most: number[] = [];
        let count = 0;
        for (const { client, isHeld } of ofType("lease")) {
            if (isHeld) holders.add(client);
            else holders.delete(client);
            count += isHeld ? 1 : -1;
            most.push(count);
        }
        assert.equal(2, math.max(...(most as [number])));
        assert.equal(1, most[most.length - 1]);
        assert.is_true(holders.has(1) || holders.has(2) || holders.has(0));
    });

    it("tells of bids how long they took", () => {
        const bids = ofType("bid");
        assert.equal(result.bids, bids.length + result.withdrawn);
        assert.is_true(bids.length > AUCTIONS.length);
        assert.is_true(bids.every(({ seconds }) => seconds >= 0));
    });

    it("takes samples: all are in the room at the end, and all messages are of a kind", () => {
        const samples = ofType("sample");
        const last = samples[samples.length - 1];
        assert.same([JOB.clients, JOB.clients, JOB.clients], [last.online, last.fewest, last.most]);
        const kinds = new LuaSet<string>();
        let messages = 0;
        for (const { traffic } of samples) {
            for (const row of traffic) {
                kinds.add(row.kind);
                messages += row.messages;
            }
        }
        for (const kind of ["live", "delta", "copies", "digest", "ask", "bye"]) assert.is_true(kinds.has(kind));
        assert.is_false(kinds.has("other"));
        let sent = 0;
        for (const client of result.clients) sent += client.messages;
        assert.equal(sent, messages);
    });
});
