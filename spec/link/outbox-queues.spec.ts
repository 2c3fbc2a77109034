import { newCounters, type OutboxEntry, OutboxQueues, Priority } from "../../src/link/outbox-queues";

describe("OutboxQueues", () => {
    const owner = { counters: newCounters() };
    let settled: string[];
    before_each(() => {
        settled = [];
    });

    /** An entry of some texts. */
    function entryOf(key: string, priority: Priority, texts: string[]): OutboxEntry {
        return {
            owner,
            key,
            priority,
            routes: () => [],
            produce: () => table.remove(texts, 1),
            onSettled: (settlement) => settled.push(`${key}: ${settlement}`),
        };
    }

    it("count and give messages of some priorities alone", () => {
        const queues = new OutboxQueues();
        queues.add(entryOf("bulk", Priority.Bulk, ["b"]));
        queues.add(entryOf("live", Priority.Live, ["l"]));
        queues.add(entryOf("control", Priority.Control, ["c"]));
        assert.equal(3, queues.count());
        assert.equal(1, queues.count(Priority.Live, Priority.Live));
        assert.equal(2, queues.count(Priority.Control, Priority.Bulk));
        assert.equal("c", queues.produce(Priority.Control, Priority.Bulk)[1]);
        assert.equal("b", queues.produce(Priority.Control, Priority.Bulk)[1]);
        assert.is_nil(queues.produce(Priority.Control, Priority.Bulk)[0]);
        assert.same(["control: sent", "bulk: sent"], settled);
        assert.equal(1, queues.count());
        assert.equal("l", queues.produce(Priority.Live, Priority.Bulk)[1]);
    });

    it("tell an entry of its last failure when it has no more to say", () => {
        const queues = new OutboxQueues();
        const entry = entryOf("a", Priority.Live, ["a1"]);
        queues.add(entry);
        queues.produce(Priority.Live, Priority.Live);
        queues.fail(entry, "noRoute");
        queues.produce(Priority.Live, Priority.Live);
        assert.same(["a: noRoute"], settled);
        assert.equal(1, owner.counters.noRoute);
    });
});
