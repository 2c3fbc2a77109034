/** Ledgers, their listeners and what else they give. */

import type {
    Authorize,
    Fork,
    Ledger,
    LedgerEvent,
    LedgerStatus,
    ReadonlyState,
    ReducerErrorPolicy,
    StateChange,
} from "lib-event-ledger";
import { expectType, ledger, LibStub, type Same, type State } from "./stage";

const library = LibStub("LibEventLedger-1.0");
expectType<Same<typeof library.version, string>>();
// @ts-expect-error another library
LibStub("LibEventLedger-2.0");

const options = {
    name: "MyDKP",
    saved: {},
    initialState: (): State => ({ points: {} }),
    authorize: library.policies.guildRank(1),
};
const made = library.createLedger(options);
expectType<Same<typeof made, Ledger<State>>>();
library.createLedger({ ...options, authorize: library.policies.names(["Thrall"]), channels: ["GUILD", "RAID"] });
library.createLedger({ ...options, authorize: library.policies.creatorOnly, onReducerError: "skip", budget: 2 });
library.createLedger({
    ...options,
    authorize: (event, sender, direction, isCreator) => {
        expectType<Same<typeof event, LedgerEvent | undefined>>();
        expectType<Same<typeof direction, "in" | "out">>();
        return sender === "Thrall-Durotan" || isCreator ? true : undefined;
    },
    onReducerError: (): ReducerErrorPolicy => "halt",
});
const { policies } = library;
expectType<Same<Authorize, ReturnType<typeof policies.byType>>>();
library.createLedger({
    ...options,
    authorize: policies.byType({
        vote: "everyone",
        award: policies.any(
            policies.guildRank(1),
            policies.listed((state: State) => state.points as never),
        ),
        default: { write: policies.raidLeader, relay: policies.names(["Thrall"]), speak: "everyone" },
    }),
});
library.createLedger({ ...options, authorize: "nobody" });
// @ts-expect-error no such policy
library.createLedger({ ...options, authorize: "everybody" });
// @ts-expect-error nobody is said to speak
library.createLedger({ ...options, authorize: { write: "everyone", relay: "nobody" } });
// @ts-expect-error no such policy
policies.byType({ vote: "evryone" });
// @ts-expect-error no authorize
library.createLedger({ name: "MyDKP", saved: {}, initialState: options.initialState });
// @ts-expect-error no such channel
library.createLedger({ ...options, channels: ["SAY"] });
// @ts-expect-error the library's own
expectType<Same<typeof library.ledgers, unknown>>();

const end = ledger.on("stateChanged", (state, change) => {
    expectType<Same<typeof state, ReadonlyState<State>>>();
    expectType<Same<typeof change, StateChange>>();
    // @ts-expect-error readers change nothing
    state.points.Thrall = 5;
});
end();
ledger.on("refused", (_event, reason, sender) => `${reason} ${sender}`);
// @ts-expect-error no such listener
ledger.on("stateChnaged", () => {});
// @ts-expect-error a listener gets no such thing
ledger.on("opened", (scope: number) => scope);

const [event, refusal] = ledger.submit("award", { amount: 5 });
expectType<Same<typeof event, LedgerEvent | undefined>>();
// @ts-expect-error no such refusal
expectType<typeof refusal extends "busy" | undefined ? true : false>();
for (const { type, time } of ledger.events({ type: "award" })) {
    expectType<Same<typeof type, string>>();
    expectType<Same<typeof time, number>>();
}

const fork = ledger.fork();
expectType<Same<typeof fork, Fork<State> | undefined>>();
expectType<Same<ReturnType<Fork<State>["getState"]>, ReadonlyState<State>>>();
const status: LedgerStatus = ledger.status();
expectType<Same<typeof status.sync, "unknown" | "behind" | "different" | "unconfirmed" | "synced">>();
// @ts-expect-error a status is read only
status.events = 5;
ledger.stateAt(5, (state, reason) => {
    expectType<Same<typeof state, State | undefined>>();
    expectType<Same<typeof reason, "pruned" | "unreadable" | undefined>>();
});
ledger.verify(({ isEqual, difference }) => (isEqual ? "" : difference));
ledger.importEvents([{ type: "award", time: 5, creator: "Player-1-00000001", values: {} }], ({ added }) => added);
ledger.importEvents([{ id: 2, time: 5, creator: "Player-1-00000001", revokes: 1 }], ({ revoked }) => revoked);
// @ts-expect-error a revocation has no type and values
ledger.importEvents([{ type: "award", time: 5, creator: "Player-1-00000001", values: {}, revokes: 1 }], () => {});
ledger.setReplayLimits({ budget: 2 });
// @ts-expect-error no such limit
ledger.setReplayLimits({ buget: 2 });
// @ts-expect-error what the library alone calls
ledger.receive("text", "sender");
expectType<Same<Authorize, typeof options.authorize>>();
