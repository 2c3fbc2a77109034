import { BidWatch } from "../../../../demo/run/rooms/bid-watch";
import { type RaidMember } from "../../../../demo/run/rooms/member";
import { type BidRecord, type RoomsRecord } from "../../../../demo/run/rooms/records";

function member(index: number, name: string): RaidMember {
    return { index, side: 0, client: { fullName: name } } as RaidMember;
}

describe("BidWatch", () => {
    let now: number;
    let told: BidRecord[];
    let watch: BidWatch;
    let anna: RaidMember;
    let bert: RaidMember;
    let cora: RaidMember;

    before_each(() => {
        now = 10;
        told = [];
        watch = new BidWatch(
            () => now,
            (record: RoomsRecord) => {
                if (record.type === "bid") told.push(record);
            },
        );
        [anna, bert, cora] = [member(0, "Anna"), member(1, "Bert"), member(2, "Cora")];
    });

    function click(amount: number): void {
        watch.click(anna, amount, [anna, bert, cora]);
        watch.show(anna, "Anna", amount);
    }

    it("tells how long a bid took until the last one showed it", () => {
        click(50);
        now = 11;
        watch.show(bert, "Anna", 50);
        watch.show(cora, "Cora", 70);
        assert.same([], told);
        now = 13;
        watch.show(cora, "Anna", 50);
        assert.same([{ type: "bid", client: 0, amount: 50, time: 10, seconds: 3 }], told);
        assert.equal(0, watch.unseen());
    });

    it("takes a higher bid of the same one for those before, and no lower one", () => {
        click(50);
        watch.show(bert, "Anna", 40);
        now = 12;
        click(60);
        now = 14;
        watch.show(bert, "Anna", 60);
        watch.show(cora, "Anna", undefined);
        assert.same([], told);
        watch.show(cora, "Anna", 60);
        assert.same(
            [4, 2],
            told.map(({ seconds }) => seconds),
        );
    });

    it("waits for nobody who has gone, and for no bid of who has", () => {
        click(50);
        watch.show(bert, "Anna", 50);
        watch.leave(cora);
        assert.equal(1, told.length);
        click(60);
        watch.leave(anna);
        watch.show(bert, "Anna", 60);
        assert.equal(1, told.length);
        assert.same([2, 1, 0], [watch.bids, watch.withdrawn, watch.unseen()]);
    });

    it("waits for nobody on the other side of a cut", () => {
        click(50);
        watch.show(bert, "Anna", 50);
        cora.side = 2;
        watch.split();
        assert.equal(1, told.length);
        click(60);
        watch.show(bert, "Anna", 60);
        assert.equal(2, told.length);
        click(70);
        assert.equal(1, watch.unseen());
    });
});
