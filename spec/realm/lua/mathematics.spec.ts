import { addRunner, createGuildRealm, evaluate, messageOf } from "../support";

const DRAW =
    "(function() local t = {} for i = 1, 20 do t[i] = math.random(1, 1000) end return table.concat(t, ' ') end)()";

describe("math.random of a client", () => {
    it("is seeded by the realm, for each client otherwise", () => {
        const draw = (seed: number, count: number): string => {
            const realm = createGuildRealm({ seed });
            for (const index of $range(2, count)) addRunner(realm, "", { name: `Other${index}` });
            return evaluate(addRunner(realm, ""), DRAW) as string;
        };
        assert.equal(draw(1, 1), draw(1, 1));
        assert.not_equal(draw(1, 1), draw(2, 1));
        assert.not_equal(draw(1, 1), draw(1, 2));
    });

    it("goes on after a /reload instead of repeating itself", () => {
        const client = addRunner(createGuildRealm(), "");
        const first = evaluate(client, DRAW);
        client.reload();
        assert.not_equal(first, evaluate(client, DRAW));
    });

    it("has the signatures of the stock function", () => {
        const client = addRunner(createGuildRealm(), "");
        for (const _ of $range(1, 50)) {
            assert.is_true(evaluate(client, "(function() local x = math.random() return x >= 0 and x < 1 end)()"));
            assert.is_true(
                evaluate(client, "(function() local x = random(3) return x == 1 or x == 2 or x == 3 end)()"),
            );
        }
        messageOf(() => client.run("math.random(2, 1)"));
    });
});
