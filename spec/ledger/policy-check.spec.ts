import type { Policy } from "../../src/api/authorize";
import { createPolicies } from "../../src/ledger/policies";
import { createLedger } from "../support/ledgers";
import { messageOf, World } from "../support/world";
import { FakePlayers } from "./players";

const policies = createPolicies(new FakePlayers());
const officers = policies.guildRank(1);

/** What start() says to a policy of a ledger that defines the type "note" alone. */
function problem(authorize: Policy): string {
    return messageOf(() => createLedger(new World(), { authorize }).start());
}

function starts(authorize: Policy): void {
    const ledger = createLedger(new World(), { authorize });
    ledger.start();
    assert.equal(0, ledger.status().events);
}

describe("The types of a policy", () => {
    it("must be defined when the ledger starts", () => {
        const misspelt = "LibEventLedger: start: 'authorize' names a type that is not defined, got \"notte\"$";
        assert.matches(misspelt, problem(policies.byType({ notte: "everyone", default: officers })));
        starts(policies.byType({ note: "everyone", revoke: officers, default: officers }));
    });

    it("must be defined wherever a policy is part of another", () => {
        const inner = policies.byType({ notte: "everyone", zeal: "everyone", default: officers });
        const nested: Policy[] = [
            policies.any(officers, inner),
            policies.all(inner, officers),
            policies.byType({ note: inner, default: officers }),
            { write: inner, relay: officers, speak: officers },
        ];
        for (const policy of nested) assert.matches('not defined, got "notte"$', problem(policy));
    });

    it("must be all that are defined, unless there is a default", () => {
        const missing = "start: 'authorize' names neither a default nor the type \"note\": nobody could write it$";
        assert.matches(missing, problem(policies.byType({ revoke: officers })));
        assert.matches(missing, problem(policies.all(officers, policies.byType({ revoke: officers }))));
        assert.matches(
            missing,
            problem({ write: policies.byType({ revoke: officers }), relay: officers, speak: officers }),
        );
        starts(policies.any(officers, policies.byType({ revoke: officers })));
        starts(policies.byType({ note: "nobody" }));
        starts(policies.byType({ default: officers }));
    });

    it("are looked at again when one is defined later", () => {
        const ledger = createLedger(new World(), { authorize: policies.byType({ note: "everyone" }) });
        ledger.start();
        const define = (): unknown => ledger.define("vote", { id: 2, fields: ["choice"] }, () => {});
        assert.matches("define: 'authorize' names neither a default nor the type \"vote\"", messageOf(define));
        assert.matches(
            "submit: 'type'",
            messageOf(() => ledger.submit("vote", {})),
        );
        ledger.define("note", { id: 1, fields: ["text", "amount"] }, () => {});
    });

    it("mean nothing to a function of an addon", () => {
        starts(() => true);
    });
});
