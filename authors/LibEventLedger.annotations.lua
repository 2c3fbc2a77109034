---@meta LibEventLedger

---What `ledger:on()` takes.
---@alias LibEventLedger.ListenerName "stateChanged"|"eventAdded"|"syncChanged"|"conflict"|"reducerError"|"refused"|"recoverable"|"sealed"|"sealMismatch"|"orphan"|"opened"|"closed"

---The key of an event. No two events have the same key. Every event has these three fields; the field `target` of a
---revocation holds them, too.
---@class LibEventLedger.EventKey
---@field time number When the event was written, in Unix seconds.
---@field creator number The creator as a number: the last 8 hex digits of the GUID.
---@field counter number 0-255. It distinguishes events of one creator in the same second.

---What every event has: its key, its type and its creator.
---@class LibEventLedger.EventBase: LibEventLedger.EventKey
---@field type string Name of the event's type.
---@field creatorGuid string GUID of the player who created the event.
---@field importId? string|number The `id` that it was imported with; nil for all other events.
---@field originalTime? number When it was first written, in Unix seconds, of an event that came too late for a seal and was written again by `ledger:resubmit()`; nil for all other events.

---An event as `authorize` and listeners get it: key, type, creator, and the type's fields by name.
---@class LibEventLedger.LedgerEvent: LibEventLedger.EventBase
---@field [string] any

---Selects events in events() and eachEvent(). A field that is nil does not restrict the selection. Of old events `type`,
---`creator` and `player` are quick from the second time on: what a week holds is remembered when it was read for one of them.
---@class LibEventLedger.EventFilter
---@field from? number Earliest time, inclusive, in Unix seconds: a finite number.
---@field to? number Latest time, inclusive, in Unix seconds: a finite number.
---@field type? string Name of an event type.
---@field creator? string|number The creator: a GUID, or a whole number as in `event.creator`.
---@field player? string GUID of a player that a field of kind guid or guid[] has to hold.
---@field newestFirst? boolean Whether the newest event comes first. It reads old events only when it comes to them.
---@field limit? number Most events: a whole number from 1 on.

---Why submit() did not put an event into the log: "closed" (no scope is open), "unauthorized" (authorize() said no),
---"held" (authorize() does not know yet; the event enters the log when it says yes), "clock" (too many events at once),
---"readOnly" (`saved` is of a newer version of the library), "sealed" (of revoke() and resubmit(): see there), "refused" (for another reason).
---@alias LibEventLedger.SubmitRefusal "closed"|"unauthorized"|"held"|"clock"|"readOnly"|"sealed"|"refused"

---What is known of where an event is besides here: the result of `ledger:delivery()`.
---@class LibEventLedger.Delivery
---@field state "here"|"sent"|"held" "here": nobody else is known to have it. "sent": the game has passed its message on to all who were there; of whom that was, it says nothing. "held": peers advertise the same events of its week as are here.
---@field holders number Number of peers that are known to hold it, as far as advertisements tell: those who stay silent may hold it as well.

---The direction of an event: "in" to the local log, or "out" to other clients.
---@alias LibEventLedger.Direction "in"|"out"

---Decides which events may enter the log or be sent, and who may speak for the ledger.
---@alias LibEventLedger.Authorize fun(event: LibEventLedger.LedgerEvent|nil, sender: string, direction: LibEventLedger.Direction, isCreator: boolean, state?: table): boolean|nil

---Answers the three questions apart. All three must be there.
---```lua
---authorize = {
---    write = policies.any(policies.guildRank(1), policies.raidLeader),
---    relay = policies.guildRank(1),
---    speak = policies.guildRank(1),
---}
---```
---@class LibEventLedger.SplitPolicy
---@field write LibEventLedger.Policy Who may write: whether the sender's own events enter the log, and whether the sender may send them.
---@field relay LibEventLedger.Policy Who may pass on events that others wrote. They could also invent events in the names of others. "everyone", and the policies that let nobody pass on, are refused here: write "nobody".
---@field speak LibEventLedger.Policy Who may speak for the ledger: tell what there is, and answer those who lack something. Somebody has to.

---What `authorize` takes, and whatever combines policies: a ready-made policy; a function of one's own; three answers
---apart; "everyone": everybody may write and send their own events, take back their own, and nobody may pass on the
---events of others; or "nobody".
---@alias LibEventLedger.Policy LibEventLedger.Authorize|LibEventLedger.SplitPolicy|"everyone"|"nobody"

---Players as `policies.listed` takes them: a list of names or GUIDs, or a table in which they are keys with the value
---true. A name without realm belongs to this client's realm.
---@alias LibEventLedger.PlayerList string[]|table<string, any>

---Why an event was refused: authorize() said no or raised an error, the event lies in the future or cannot be read, it
---was held for too long, too many events were held, or it lies in a week that is sealed without it.
---@alias LibEventLedger.Refusal "unauthorized"|"future"|"unparsable"|"heldTooLong"|"heldTooMany"|"authorizeError"|"sealed"

---Ready-made answers to `authorize`, and ways to combine them.
---@class LibEventLedger.Policies
---@field guildRank fun(lowestRank: number): LibEventLedger.Authorize Lets guild members write, pass on and speak from the guild master (rank 0) down to `lowestRank`, and refuses all others. The answer is nil while the guild roster is empty.
---@field names fun(names: string[]): LibEventLedger.Authorize Lets the players of a list write, pass on and speak. A name without realm belongs to this client's realm. The list must be the same on all clients; for one that events of the ledger change there is `listed`.
---@field creatorOnly LibEventLedger.Authorize The same as "everyone".
---@field byType fun(types: table<string, LibEventLedger.Policy>): LibEventLedger.Authorize Asks the policy that is named for the type of an event; `default` for all others, which include "revoke" and the types of newer versions of the addon. Without `default` they are refused. Each type named must be defined when the ledger is started, and each type defined must be named, or there must be a `default`: start() raises otherwise. Whoever may pass on `default` events also passes on those of types that leave open who does ("everyone", `listed`, `raidLeader`, `raidAssistants`, `masterLooter`). If `default` itself leaves it open or is missing, it is whoever may pass on the events of all other types that say who does. Those who may pass on events of some type speak for the ledger.
---@field any fun(...: LibEventLedger.Policy): LibEventLedger.Authorize Says yes to each question to which one of the policies does: who may write, pass on, speak. Policies that leave open who passes on do not count for speaking if another says who.
---@field all fun(...: LibEventLedger.Policy): LibEventLedger.Authorize Says yes to each question to which all of the policies do.
---@field listed fun(list: LibEventLedger.PlayerList|(fun(state: table): LibEventLedger.PlayerList|nil)): LibEventLedger.Authorize Lets the players write that a list names at the moment when their event comes. The list is a table, or a function that gets the ledger's state and returns one; nil means that it is not known yet. Who passes on and speaks is left open: a client that comes late gets the events from those who do, whatever the list says then. An event that its own creator sends before this client has the event that put him on the list is refused here until then.
---@field raidLeader LibEventLedger.Authorize Lets the leader of this client's raid or party write. Who passes on and speaks is left open, as with `listed`: who was not in the raid gets the events from those who do.
---@field raidAssistants LibEventLedger.Authorize Lets leader and assistants of this client's raid, or the leader of its party, write; else as `raidLeader`.
---@field masterLooter LibEventLedger.Authorize Lets the master looter of this client's raid or party write; else as `raidLeader`.

---Limits of a replay batch. They can be changed at any time with setReplayLimits().
---@class LibEventLedger.ReplayLimits
---@field batchSize number Most events in one batch.
---@field budget number Most milliseconds that one batch takes.
---@field interval number Seconds between batches; 0 for one batch each frame.

---What a batch changed in the state.
---@class LibEventLedger.StateChange
---@field count number Number of events that were applied or skipped since the last "stateChanged". Skipped events are revoked ones and those of unknown types. After login, it includes the events of the saved state.
---@field isRewind boolean Whether events that the state already showed were applied again, because an event arrived late or was revoked.

---An event whose reducer raised an error, with the error.
---@class LibEventLedger.ReducerFailure
---@field event LibEventLedger.LedgerEvent The event. Replay has halted at it or skipped it.
---@field message string The error's message.

---The condition of the state. It is a part of LedgerStatus.
---@class LibEventLedger.ReplayStatus
---@field lag number Number of events that are not in the state yet; 0 when it shows the whole log.
---@field halt? LibEventLedger.ReducerFailure The event at which replay halted because its reducer raised an error; nil when replay has not halted.
---@field skipped LibEventLedger.ReducerFailure[] The newest events that were skipped because their reducer raised an error, oldest first.
---@field schemaMismatch? LibEventLedger.LedgerEvent The last event since login that was skipped because a field that its type requires is missing or of another kind; nil when there was none. It stays in the log for peers that define the type differently.
---@field importRepeat? LibEventLedger.LedgerEvent The last imported event since login that was skipped because another one of its second has its id, but another creator or other values; nil when there was none. Two officers imported one history with different lists.
---@field checkpoints number Number of checkpoints: earlier states in memory, from which replay starts after a late event.
---@field checkpointBytes number Approximate number of bytes that the checkpoints take.
---@field checkpointProblem? string Why no checkpoints are made; nil when they are.
---@field appendOnlyProblem? string Which list of the option `appendOnly` did not only grow, so that none of them is taken to; nil when all is well.
---@field saveProblem? string What in the state prevents it from being saved; nil when it can be saved. If it cannot, each login replays the whole log.
---@field isPaused boolean Whether replay is paused by pause().
---@field restored number Number of events that did not have to be replayed at login because the saved state held them.
---@field restoreFailure? LibEventLedger.RestoreFailure Why the saved state was not used at login; nil when it was.

---Why the saved state was not used: there is none, it cannot be read or is damaged, `stateVersion` or the event types
---have changed, or the revocations or the log below it have changed.
---@alias LibEventLedger.RestoreFailure "none"|"malformed"|"stateVersion"|"types"|"revocations"|"log"|"damaged"

---The result of verify().
---@class LibEventLedger.Verification
---@field isEqual boolean Whether replaying the whole log gave the current state, and no reducer changed an item of a list of the option `appendOnly` later on.
---@field difference? string The first place where the states differ, such as "state.points.Thrall", or where an item was changed; or why they could not be compared; nil when they are equal.

---Whether a client wants the history behind a seal: all of it, in the background; or only the state that it led to.
---@alias LibEventLedger.HistoryOption "full"|"sealed"

---Why seal() wrote none: no scope is open ("closed"); `seal` does not let this player write seals ("unauthorized"); the ledger is read-only ("readOnly"); no event
---stands before that week, or all that do are sealed ("nothing"); it is not known that this client is in step with others ("notInStep"); a stronger seal
---is being joined ("joining"); the state cannot be sealed, or a reducer raised ("state"); more than 256 revocations of later weeks name events before
---that week ("revocations"); old weeks kept changing ("changing"); too many events at once ("clock"); for another reason ("refused").
---@alias LibEventLedger.SealRefusal "closed"|"unauthorized"|"readOnly"|"nothing"|"notInStep"|"joining"|"state"|"revocations"|"changing"|"clock"|"refused"

---What seal() takes.
---@class LibEventLedger.SealOptions
---@field before? number A time (Unix seconds) in the first week that is not sealed: not later than now. By default that of last week.
---@field force? boolean Whether to seal although this client is not known to be in step with others, or joins a seal of earlier weeks. False by default.

---What came of seal().
---@class LibEventLedger.SealResult
---@field event? LibEventLedger.LedgerEvent|nil The seal; nil when there is none.
---@field reason? LibEventLedger.SealRefusal|nil Why there is none; nil when there is one.
---@field problem? string|nil What is wrong, in words, where `reason` is "state".

---What came of prune().
---@class LibEventLedger.PruneResult
---@field weeks number Number of weeks that were dropped.
---@field events number Number of events in them.
---@field reason? "noSeal"|"noState"|nil Why nothing can be dropped: no seal is held whose state was checked or adopted ("noSeal"), or that state cannot be read, or is of another version of the addon and cannot be upgraded ("noState").

---What a client knows of the state of the seal that counts here. "checked": replaying the history gave it. "rows": the history is the sealed one; its state is another, or
---could not be compared yet. "adopted": the state came from a peer, without the history.
---@alias LibEventLedger.SealStanding "checked"|"rows"|"adopted"

---A seal that this client has not come to yet.
---@class LibEventLedger.SealJoining
---@field event LibEventLedger.LedgerEvent The seal.
---@field lacking number Number of sealed events that are not here.
---@field surplus number Number of events here that are known not to be sealed.
---@field isFetching boolean Whether the sealed state is being fetched.
---@field isStalled boolean Whether for ten minutes nothing has come of what is lacking, and nobody has told what else differs.

---A seal with which something is wrong.
---@class LibEventLedger.SealMismatch
---@field event LibEventLedger.LedgerEvent The seal.
---@field reason "state"|"surplus" "state": replaying the sealed events gives another state. "surplus": it leaves out so many events that are here that the player has to say `ledger:acceptSeal()`.
---@field surplus number Events that it leaves out.

---The seals of a ledger as this client sees them.
---@class LibEventLedger.SealStatus
---@field event? LibEventLedger.LedgerEvent|nil The seal that counts here; nil while there is none.
---@field standing? LibEventLedger.SealStanding|nil What is known of its state; nil while there is none.
---@field isConfirmed? boolean|nil Of an adopted one: whether a peer that may speak, and did not write it, said that it checked the state by replay.
---@field disputedBy string[] Peers that said that the state of the adopted one is wrong.
---@field differing string[] Peers that hold something else of the sealed weeks, as far as that is known: they do not have this seal, or not yet what it says.
---@field joining? LibEventLedger.SealJoining|nil A stronger seal; nil when there is none.
---@field mismatch? LibEventLedger.SealMismatch|nil The last mismatch; nil when there was none.
---@field problem? string|nil Why the sealed state cannot be compared or used as it is, in words; nil when it can.
---@field absentWeeks number Number of sealed weeks whose events are not here, or not all of them.
---@field absentEvents number Number of sealed events of these weeks.
---@field orphans number Number of orphans().
---@field lostOrphans number Number of those that there was no room for, since the scope was opened.

---The options of createLedger().
---@class LibEventLedger.LedgerOptions
---@field name string Name of the ledger and prefix of its addon messages, 1-16 bytes. No other ledger may use it.
---@field saved table A table in the addon's SavedVariables that only the library uses. SavedVariables are loaded at ADDON_LOADED.
---@field initialState fun(): table Returns a new initial state: another table each time, with the same content on all clients. createLedger() calls it twice to make sure.
---@field authorize LibEventLedger.Authorize|LibEventLedger.SplitPolicy|"everyone"|"nobody" Who may write, pass on and speak for the ledger.
---@field stateVersion? number Version of the reducers, a whole number; 1 by default. Raise it when a reducer changes its meaning, so that the state is made again from the log.
---@field scope? string Which log is open: "guild" (the default) for one log for each guild, or any other name for one log with that name.
---@field onReducerError? LibEventLedger.ReducerErrorPolicy|(fun(event: LibEventLedger.LedgerEvent, message: string): LibEventLedger.ReducerErrorPolicy) What to do when a reducer raises an error: "halt" (the default) stops replay at this event until the type is defined again or the event is revoked; "skip" skips the event. A function can decide for each event. All clients should do the same.
---@field checkpointBytes? number Approximate limit for the bytes that all checkpoints of the state take together, but for the newest; 16 MB by default. With 0, none are made: each late event and each login replays everything.
---@field appendOnly? string[] The lists in the state to which reducers append and nothing else: their paths, names between dots, with `*` for every key. Checkpoints do not copy these lists, which makes them cheap however long the lists become. No item is ever changed, replaced or removed, nor the list emptied (a new table in its place is fine), and there is nothing in it but items 1, 2, 3 and so on. An item must not stand elsewhere in the state, other than in such lists. Where a list turns out to break that, the game's error handler is told, and the state is made anew without relying on it.
---@field debug? boolean Whether mistakes are told that are no errors, each once, by the game's error handler: an `authorize` that answers something other than true, false and nil, or nil for a minute; a reducer that returns a table; keys in `saved` that are not the library's; initial states that share a table; a state that cannot be saved; a state that was changed outside of the reducers, or made by reducers that depend on more than state and event. False by default. For the time in which an addon is made: the state is copied every 5 seconds, and the whole log is replayed aside once a minute, in slices of the frame's budget like all other work.
---@field seal? LibEventLedger.Authorize|LibEventLedger.SplitPolicy|"everyone"|"nobody" Who may write seals: `ledger:seal()`. Of a policy the answer about writing counts; the guild master may by default, or nobody where there is no guild. See docs/seals.md.
---@field history? LibEventLedger.HistoryOption What a client that lacks the history behind a seal gets: "full" (the default), the sealed state at once and the events in the background; or "sealed", the state alone, for addons that do not show old events.
---@field keepWeeks? number Number of weeks whose events are kept, from 1 on, this one included; nil for all. Older weeks that are sealed are dropped by themselves, as `ledger:prune()` does. What is dropped cannot be shown or replayed here any more: give `upgradeState` when reducers change.
---@field upgradeState? fun(state: table<string, any>, fromVersion: number): table Makes a sealed state of an older `stateVersion`, or of other types, one that the reducers of this version go on with. It may change `state`, and returns the new one. Needed where reducers change after events were dropped, or for newcomers who take an older seal.
---@field inbox? boolean Whether events are taken in that the companion has left for this ledger, read once after login; false by default. They enter as if a peer had sent them: `authorize` is asked about the players who speak for them. See docs/storage.md.
---@field channels? LibEventLedger.ChannelName[] Where messages are sent: to "GUILD" by default, and with "RAID" also to the raid or party.
---@field batchSize? number Most events in one batch.
---@field budget? number Most milliseconds that one batch takes.
---@field interval? number Seconds between batches; 0 for one batch each frame.

---What to do with an event whose reducer raised an error: halt replay at it, or skip it.
---@alias LibEventLedger.ReducerErrorPolicy "halt"|"skip"

---A channel that messages can be sent to. "RAID" means the raid or party.
---@alias LibEventLedger.ChannelName "GUILD"|"RAID"

---What all entries of the list that importEvents() takes have.
---@class LibEventLedger.ImportRow
---@field time number When it was written, in whole Unix seconds.
---@field creator string GUID of the player who created it.
---@field id? string|number What the entry is called where it comes from: a string, or a finite number, that no other entry has. 5 and "5" are two ids. With an id an entry counts once, whoever imports it and however often; see importEvents(). It takes its bytes in each event, so use a number where there is one. Whoever imports a history must do so with the same ids.

---An entry that becomes an event.
---@class LibEventLedger.ImportEvent: LibEventLedger.ImportRow
---@field type string Name of a defined event type.
---@field values table<string, any> The values by field name. A field that is left out is nil.
---@field revokes? nil Not here: see ImportRevocation.

---An entry that takes another one back, as ledger:revoke() does.
---@class LibEventLedger.ImportRevocation: LibEventLedger.ImportRow
---@field revokes string|number The id of the entry that it takes back, which may be in this list, in the log already, or come later. It cannot be that of a revocation: leave both out of the list.
---@field type? nil Not here: see ImportEvent.
---@field values? nil Not here: see ImportEvent.

---An entry of the list that importEvents() takes.
---@alias LibEventLedger.ImportEntry LibEventLedger.ImportEvent|LibEventLedger.ImportRevocation

---The result of importEvents(): number of entries by outcome. Each entry is counted once.
---@class LibEventLedger.ImportResult
---@field added number Entries that became new events in the log.
---@field revoked number Entries with `revokes` that became new revocations in the log.
---@field known number Entries that were in the log already, for example from an earlier import, or stood in the list before.
---@field differing number Entries whose id an event in the log, or an entry before it, has with another time, creator, type or values. They were not imported. A reason may be that officers' lists give the same row to different players. `errors` tells the first.
---@field refused number Entries that authorize() refused or could not decide yet, that lie in the future, or that were left when the ledger was closed.
---@field invalid number Entries that are not events of a defined type, and entries beyond 256 of one creator in one second.
---@field errors string[] Messages about the first invalid and differing entries.

---How this client's log compares with what others advertise. "unknown": nobody has advertised yet. "behind": weeks that differ
---are being compared or fetched. "different": weeks differ, and talking about them changed nothing, see `differences`.
---"unconfirmed": nothing is known to differ, but nobody else is known to have events that this client wrote, see
---`unconfirmed`. "synced": what peers advertise is what is here.
---@alias LibEventLedger.SyncState "unknown"|"behind"|"different"|"unconfirmed"|"synced"

---A week that differs from what a peer has although they have talked about it. It is looked at again now and then.
---@class LibEventLedger.WeekDifference
---@field weekNumber number Number of the week: Unix seconds divided by 604,800, rounded down.
---@field peer string "Name-Realm".
---@field surplus number Number of events that the peer has more; negative if it has fewer, 0 if it has other ones.
---@field failures number How often it was looked at.
---@field isOlder? boolean True when only this is known: some week up to this one differs. The surplus is 0 then. Nil otherwise.
---@field refused number Number of events of the week that peers offered and that were refused here.

---Events that peers offer and that may not enter here.
---@class LibEventLedger.RejectedEvents
---@field count number How many different ones; at most 1,000 are told apart.
---@field peer string "Name-Realm" of who offered the last one.
---@field reason LibEventLedger.Refusal Why that was refused.

---A week that is known to differ from what a peer has.
---@class LibEventLedger.WeekBehind
---@field weekNumber number Number of the week: Unix seconds divided by 604,800, rounded down.
---@field missing number Number of events that this client lacks, judging by the counts alone.
---@field peer string "Name-Realm" of the peer that has them.

---Counts of what happened to the messages that were sent.
---@class LibEventLedger.OutboxCounters
---@field messages number Messages that the game accepted.
---@field bytes number Bytes of the messages that the game accepted.
---@field busy number How often the game's throttle refused a message for the moment.
---@field raised number How often sending raised an error, in the game's function or in what another addon has put in its place.
---@field unanswered number How often ChatThrottleLib did not send a message in time, so that it was handed over again.
---@field noRoute number Messages without an open route: no guild or group, or the target was offline.
---@field invalid number Messages that the game will never accept, and those given up after sending them had raised an error five times.
---@field dropped number Waiting messages or transfers that were dropped because there was no room for them.

---A message that was sent or received, in words.
---@class LibEventLedger.TraceEntry
---@field age number Seconds since it was sent or received.
---@field direction "in"|"out" "in" when it was received, "out" when it was sent.
---@field peer string "Name-Realm" of the sender; "" for this client's own messages.
---@field text string The message in words, such as "advertise: 3 rows since week 2953".
---@field bytes number Size of the payload in bytes.

---Another client that uses the ledger.
---@class LibEventLedger.PeerStatus
---@field name string "Name-Realm".
---@field age number Seconds since it was last heard.
---@field version number The protocol version that it speaks.
---@field isServing boolean Whether it has advertised, so that it may answer requests.
---@field sentAge? number Seconds since it last sent events; nil if it never did.

---A week whose saved text was damaged.
---@class LibEventLedger.DamagedWeek
---@field weekNumber number Number of the week: Unix seconds divided by 604,800, rounded down.
---@field read number Number of events that could be read from the damaged text.
---@field of? number Number of events that the damaged text should hold; nil when that could not be read either.
---@field here number Number of events of the week that are in the log now.

---Why no scope is open: start() was not called ("notStarted"), the character is in no guild ("noGuild"), the game
---has not told yet which guild it is in ("unknownGuild"), the saved log is being read ("opening"), which takes some frames
---where it has very many weeks or creators, or the addon's initialState() raised an error or gave no table when the scope was to be
---opened ("initialState"): it is called again at the next start(), or in another guild.
---@alias LibEventLedger.ClosedReason "notStarted"|"noGuild"|"unknownGuild"|"opening"|"initialState"

---What became of the events that the companion offered: see the option `inbox`.
---@class LibEventLedger.InboxStatus
---@field offers number Number of offers that were read to their end.
---@field entered number Number of their events that entered the log.
---@field known number Number of their events that were in the log already.
---@field staying number Number of the events that entered and that this character might not pass on then: it keeps them to itself.
---@field refused table<LibEventLedger.Refusal, number> Number of their events that were refused, by reason.
---@field malformed number Number of parts of the inbox that were out of form. They were passed over.
---@field waiting number Number of weeks that are not read to their end yet.
---@field isHeld boolean Whether reading waits until authorize() knows who may bring an event.

---The condition of a ledger: the result of `ledger:status()`.
---@class LibEventLedger.LedgerStatus: LibEventLedger.ReplayStatus
---@field scope? string Name of the open scope; nil when none is open.
---@field closedReason? LibEventLedger.ClosedReason Why no scope is open; nil when one is.
---@field openProblem? string What initialState() did wrong, in words; nil unless `closedReason` is "initialState".
---@field openSeconds number Seconds since the scope was opened; 0 when none is open.
---@field sync LibEventLedger.SyncState How the log compares with what others advertise.
---@field events number Number of events in the log.
---@field weeksBehind number Number of weeks that are known to differ from what a peer has.
---@field eventsMissing number Number of events that are missing in these weeks, judging by the counts alone.
---@field behind LibEventLedger.WeekBehind[] The weeks that are known to differ from what a peer has, newest first.
---@field differences LibEventLedger.WeekDifference[] Weeks that differ from what a peer has although they have talked about it, newest first.
---@field unconfirmed number Number of events that this client wrote in this session, the newest 500, of which nobody else is known to have them although there was time to hear of it.
---@field seals? LibEventLedger.SealStatus The seals: nil when no scope is open.
---@field inbox? LibEventLedger.InboxStatus The inbox: nil without the option `inbox`, and when no scope is open.
---@field recoverable number Own events that were lost and that one peer has sent back: see ledger:recoverable().
---@field eventsPerSecond number Events received per second, over the last 20 seconds.
---@field secondsLeft? number Estimated seconds until the missing events have arrived, at the current rate; nil when none are missing or none are coming in.
---@field held number Number of events that wait for authorize().
---@field conflicts number Number of events, in this session and at most 1,000, that came with another body under the key of an event that was here. Listeners of "conflict" got both bodies.
---@field refusals table<LibEventLedger.Refusal, number> Number of refused events by reason.
---@field rejected? LibEventLedger.RejectedEvents Events that peers offer and that were refused; nil when there are none.
---@field ignored table<string, number> Number of ignored messages by reason: a text that is no frame ("malformedFrame"), a payload not of its type's form ("malformedMessage"), events of which one cannot be read, or that unfold to too much ("malformedBlock", "malformedUnit"; those before are taken in; of a unit that cannot be inflated, none), a unit of a peer of whom several are being read ("surplusUnit"), another version of the protocol ("version"), a type that is not known ("unknownType"), too many at once ("flood"), a whisper of somebody neither in the guild nor in the group ("stranger"), a sender who may not speak ("unauthorized"), too many that wait until that is known ("heldTooMany"), what a peer says of its log after its rows were wrong ("distrusted"), an advertisement of weeks to come ("future"), and requests or comparisons beyond a peer's allowance ("requests", "rowsRequests", "comparisons").
---@field outgoing number Number of messages or transfers waiting to be sent.
---@field sent? LibEventLedger.OutboxCounters What happened to the messages since the scope was opened; nil when none is open.
---@field sendError? string The last error that sending raised; nil when there was none.
---@field prefixProblem? string Why the game could not register the addon message prefix, so that nothing is heard of others, in words; nil when it could.
---@field isSending boolean Whether this client may send: false after disableSending().
---@field isInLockdown boolean Whether the game refuses addon messages at present, for example in boss fights.
---@field restriction? string The game's restriction that refuses messages, such as "encounter"; nil when there is none or the game does not tell.
---@field peers LibEventLedger.PeerStatus[] The other clients that were heard.
---@field quarantined LibEventLedger.DamagedWeek[] The weeks whose saved text was damaged.
---@field damagedParts string[] Other saved parts that were damaged and made anew from the log: "directory", "revocations"; and "names", "seal", "sealState", "seals", "orphans".
---@field isReadOnly boolean Whether `saved` was written by a newer version of the library. If so, it is not changed.

---The options of define().
---@class LibEventLedger.TypeOptions
---@field id number Number of the type, 1-255. It is stored and sent, so never change it or give it to another type.
---@field fields string[] The fields in order, at most 32. Each is "name", "name:kind" or "name:kind?". The kinds are any, guid, guid[], number, string and boolean. Add new fields only at the end, with "?" or without a kind, because existing events lack them. A reducer only gets events whose fields with a kind are present and of that kind. submit() raises an error if a field is not. An event from another client that does not fit stays in the log but is skipped; see `schemaMismatch` in LedgerStatus. A field with "?" may also be nil. A field without a kind, or with kind any, may be nil or any value that CBOR can hold. The kinds guid and guid[] are packed as binary, which takes a sixth of the text. All other kinds are packed alike, so you can add, remove or change such a kind as long as the stored events fit.
---@field undo? fun(state: table, event: LibEventLedger.LedgerEvent) Takes an event out of the state again, after others have been applied: changes `state` in place, as the reducer does. It is called where a sealed event was revoked, which cannot be skipped any more (docs/seals.md), alike on all clients, and must depend on its arguments alone. Without it, sealed events of the type cannot be revoked.

---A type of events: the result of define(). It has the ledger's methods for this type alone, and in TypeScript it knows
---the types of its fields.
---```lua
---const award = ledger.define("award", { id: 1, fields: ["player:guid", "amount:number"] }, (state, event) => {
---    state.points[event.player] = (state.points[event.player] ?? 0) + event.amount;
---});
---if (UnitIsPlayer("target")) award.submit({ player: UnitGUID("target")!, amount: 50 });
---```
---@class LibEventLedger.EventType
---@field name string Name of the type, as given to define().
---@field id number Number of the type, 1-255, as given to define().
local EventType = {}

---Writes an event of this type, like `ledger:submit(name, values)`. Raises an error if a value does not fit its
---field.
---@param values table<string, any> the values by field name. A field that is left out is nil.
---@return LibEventLedger.LedgerEvent? # the event; or nil and the reason why it is not in the log, as for Ledger.submit.
---@return LibEventLedger.SubmitRefusal?
function EventType:submit(values) end

---Iterates over the events of this type in order. Events that do not fit the fields are left out.
---```lua
---for event in award:events({ from = time() - 86400 }) do print(event.player, event.amount) end
---```
---@param filter? LibEventLedger.EventFilter which events, as for `ledger:events()`; nil for all.
---@return fun(): LibEventLedger.LedgerEvent?
function EventType:events(filter) end

---Whether an event is of this type and fits its fields. Use it in listeners, which get events of all types.
---```lua
---ledger:on("eventAdded", function(event) if award:is(event) then print(event.amount) end end)
---```
---@param event LibEventLedger.LedgerEvent
---@return boolean
function EventType:is(event) end

---A ledger: the result of createLedger(). A method raises an error if its arguments are invalid.
---@class LibEventLedger.Ledger
local Ledger = {}

---Defines a type of events, and how its events change the state. Defining a type again replaces its fields and
---reducer; its events are then applied again.
---```lua
---ledger:define("award", { id = 1, fields = { "player:guid", "amount:number", "reason" } }, function(state, event)
---    state.points[event.player] = (state.points[event.player] or 0) + event.amount
---end)
---```
---@param name string name of the type, 1-32 bytes.
---@param options LibEventLedger.TypeOptions number and fields of the type.
---@param reducer fun(state: table, event: LibEventLedger.LedgerEvent) changes the state in place. It must depend on its arguments alone.
---@return LibEventLedger.EventType # the type. It offers a shorter way to submit and list its events, and in TypeScript it knows their fields.
function Ledger:define(name, options, reducer) end

---Starts the ledger. It opens as soon as its scope is known, and reopens with another log when the character
---changes guilds. Define all types before: it raises an error if `authorize` names a type that is not defined, or
---says nothing about one that is.
function Ledger:start() end

---Saves everything and closes the ledger.
function Ledger:stop() end

---Writes an event. Raises an error if the type is not defined or a value does not fit its field.
---```lua
---if UnitIsPlayer("target") then
---    ledger:submit("award", { player = UnitGUID("target"), amount = 50, reason = "Ragnaros" })
---end
---```
---@param type string name of a defined type.
---@param values table<string, any> the values by field name. A field that is left out is nil.
---@return LibEventLedger.LedgerEvent? # the event as all clients will see it; or nil and the reason why it is not in the log: "closed" (no scope is open), "unauthorized" (authorize() said no), "held" (authorize() does not know yet; the event enters the log when it says yes), "clock" (too many events at once), "readOnly" (`saved` is of a newer version of the library), "refused" (for another reason).
---@return LibEventLedger.SubmitRefusal?
function Ledger:submit(type, values) end

---Creates a sandbox. It takes events and shows the state that they would lead to, and sends none of them until
---commit().
---```lua
---local fork = ledger:fork()
---fork:submit("award", { players = raid, amount = 50, reason = "what if" })
---fork:onStateChanged(function() show(fork:getState()) end)
---```
---@return LibEventLedger.Fork|nil # the fork; nil when no scope is open.
function Ledger:fork() end

---Revokes an event: reducers skip it on all clients. The revocation is an event itself; revoking it restores the
---first event. An imported event with an id is revoked by its id, with all others that have it.
---@param event LibEventLedger.EventKey an event of this ledger, or a table with its time, creator and counter. Of a sealed event the revocation carries the event, and the type's `undo` takes it out of the state.
---@return LibEventLedger.LedgerEvent? # the revocation; or nil and a reason, as for submit(). The reason "sealed" means that a sealed event cannot be taken back: its type has no `undo`, it is not here, it does not count, or it is a revocation or a seal. The reason "clock" can also mean that the event lies too far ahead of the server's time because its creator's clock was wrong. Try again in a minute or two.
---@return LibEventLedger.SubmitRefusal?
function Ledger:revoke(event) end

---Imports events from elsewhere, for migrations. They keep their times and creators. Everyone who imports the same
---list gets the same events, and importing it twice adds none. Several may import, at the same time and offline from
---each other, lists that differ: once they have synced, no entry is missing, and those with an `id` of their own count
---once, even if their creators or values differ. Entries without one are the same when time, creator, type and values are;
---two of these in one list are two events. Each event must pass authorize() with this client as sender. Imported
---events are not sent at once; peers ask for them. The work is done in slices. Clients of version 0.1 keep and pass on
---events with an `id`, and the second and further of equal ones, but do not show them.
---```lua
---ledger:importEvents({
---    { id = 71, type = "award", time = 1622441509, creator = guid, values = { amount = 50 } },
---    { id = 72, time = 1622441700, creator = guid, revokes = 71 },
---}, function(result) print(result.added .. " added", table.concat(result.errors, "\n")) end)
---```
---@param entries LibEventLedger.ImportEntry[] the events. Do not change the list before `done` is called.
---@param done fun(result: LibEventLedger.ImportResult) called at the end with the result, when the events are also packed for SavedVariables, so that a logout that follows has little to do.
---@return boolean # true when the import has started; false when no scope is open or the ledger is read-only.
function Ledger:importEvents(entries, done) end

---Lists events that this client wrote and lost, and that one peer has sent back, in order. After a crash, what was written
---since the last logout is only with others. What two peers hold alike comes back by itself; what one holds is listed.
---@return LibEventLedger.LedgerEvent[] # an empty list when there are none or no scope is open.
function Ledger:recoverable() end

---Takes the events of recoverable() back into the log. Ask the player first: a single peer may have invented them.
---It does so in slices: they are in the log a moment later, as the listener "eventAdded" tells.
---@return number # the number of these events.
function Ledger:recover() end

---Tells what is known of where an event is besides here.
---```lua
---local event = ledger:submit("award", { player = guid, amount = 50 })
----- a minute later
---local delivery = ledger:delivery(event)
---if delivery and delivery.state == "here" then print("nobody else is known to have it yet") end
---```
---@param event LibEventLedger.EventKey an event of this ledger, or a table with its time, creator and counter.
---@return LibEventLedger.Delivery|nil # nil when it is not in the log, or no scope is open.
function Ledger:delivery(event) end

---Whether an event is revoked now; false when no scope is open.
---@param event LibEventLedger.EventKey an event of this ledger, or a table with its time, creator and counter.
---@return boolean
function Ledger:isRevoked(event) end

---Returns the last complete state. Do not change it (in TypeScript it is read only), and keep no part of it after
---the next "stateChanged". While no scope is open, it is the initial state.
---@return table
function Ledger:getState() end

---Registers a listener; see LedgerListeners for the names.
---@param name LibEventLedger.ListenerName what to listen for.
---@param listener function called each time.
---@return fun() # a function that removes the listener.
---@overload fun(self: LibEventLedger.Ledger, name: "stateChanged", listener: fun(state: table, change: LibEventLedger.StateChange)): fun()
---@overload fun(self: LibEventLedger.Ledger, name: "eventAdded", listener: fun(event: LibEventLedger.LedgerEvent)): fun()
---@overload fun(self: LibEventLedger.Ledger, name: "syncChanged", listener: fun()): fun()
---@overload fun(self: LibEventLedger.Ledger, name: "conflict", listener: fun(kept: LibEventLedger.LedgerEvent, lost: LibEventLedger.LedgerEvent)): fun()
---@overload fun(self: LibEventLedger.Ledger, name: "reducerError", listener: fun(event: LibEventLedger.LedgerEvent, message: string)): fun()
---@overload fun(self: LibEventLedger.Ledger, name: "refused", listener: fun(event: LibEventLedger.LedgerEvent, reason: string, sender: string)): fun()
---@overload fun(self: LibEventLedger.Ledger, name: "recoverable", listener: fun(event: LibEventLedger.LedgerEvent)): fun()
---@overload fun(self: LibEventLedger.Ledger, name: "sealed", listener: fun(event: LibEventLedger.LedgerEvent)): fun()
---@overload fun(self: LibEventLedger.Ledger, name: "sealMismatch", listener: fun(mismatch: LibEventLedger.SealMismatch)): fun()
---@overload fun(self: LibEventLedger.Ledger, name: "orphan", listener: fun(event: LibEventLedger.LedgerEvent)): fun()
---@overload fun(self: LibEventLedger.Ledger, name: "opened", listener: fun(scope: string)): fun()
---@overload fun(self: LibEventLedger.Ledger, name: "closed", listener: fun(scope: string)): fun()
function Ledger:on(name, listener) end

---Iterates over all events in order. An event of an unknown type has the type "#number" and no fields. An event
---that does not fit the fields of its type has no fields either.
---```lua
---for event in ledger:events({ type = "award", from = time() - 86400 }) do print(event.player) end
---```
---@param filter? LibEventLedger.EventFilter which events; nil for all. Raises an error if it has a key that EventFilter has not.
---@return fun(): LibEventLedger.LedgerEvent?
function Ledger:events(filter) end

---Visits events in slices, a few milliseconds a frame: for lists that would take longer than a frame has time. Events that
---come on the way may be missing.
---```lua
---ledger:eachEvent({ player = guid, newestFirst = true, limit = 200 }, addRow, function(count) print(count .. " rows") end)
---```
---@param filter LibEventLedger.EventFilter which events, and in which order; an empty table for all. Raises an error as events() does.
---@param visit fun(event: LibEventLedger.LedgerEvent): boolean|nil called with each event. When it returns false, no more come; nor when it raises an error, which goes to the game's error handler, once.
---@param done? fun(count: number) called at the end with the number of events that were visited; nil when nobody needs to know.
---@return boolean # whether a scope is open. When none is, or it is closed on the way, `done` is not called.
function Ledger:eachEvent(filter, visit, done) end

---Returns the event with a key, as events() gives it; nil when the log has none, or no scope is open.
---```lua
---local original = ledger:find(revocation.target)
---```
---@param key LibEventLedger.EventKey an event of this ledger, or a table with its time, creator and counter.
---@return LibEventLedger.LedgerEvent|nil
function Ledger:find(key) end

---Returns the condition of the ledger, as a new table each time.
---@return LibEventLedger.LedgerStatus
function Ledger:status() end

---Seals all weeks before one: nothing enters them any more, their state reaches newcomers at once, and their events may be dropped. See docs/seals.md. The state
---is made anew for it, in slices.
---```lua
---ledger:seal({}, function(result) print(result.event and "sealed" or result.reason) end)
---```
---@param options LibEventLedger.SealOptions `before`: a time (Unix seconds) of the first week that is not sealed, at most now; by default that of last week. `force`: whether to seal although this client is not known to be in step with others, or joins a seal of earlier weeks; what they have more comes too late then.
---@param done fun(result: LibEventLedger.SealResult) called with what came of it.
---@return boolean # false when no scope is open; then `done` is not called.
function Ledger:seal(options, done) end

---Accepts a seal that leaves out more than 256 events that are here: they are set aside as orphans(). `status().seals.mismatch` names the seal. Or one
---of which nothing comes (`status().seals.joining.isStalled`): its state is taken, although nobody but its author says that it is right.
---@param event LibEventLedger.EventKey the seal, or a table with its time, creator and counter.
---@return boolean # whether that seal is waiting for it.
function Ledger:acceptSeal(event) end

---Lists events that came too late for a seal, in order. They are not in the log, and are kept in the file until they are resubmitted.
---@return LibEventLedger.LedgerEvent[] # an empty list when there are none or no scope is open.
function Ledger:orphans() end

---Writes an orphan of this player again, as a new event of now; of a revocation, revokes anew. Reducers see when it was first written as `event.originalTime`.
---```lua
---for _, orphan in ipairs(ledger:orphans()) do ledger:resubmit(orphan) end
---```
---@param event LibEventLedger.EventKey an event of orphans(), or a table with its time, creator and counter.
---@return LibEventLedger.LedgerEvent? # the new event; or nil and a reason, as for submit(). "unauthorized" also means that another player wrote it, "refused" that it is no orphan.
---@return LibEventLedger.SubmitRefusal?
function Ledger:resubmit(event) end

---Drops the events of sealed weeks from memory and file, but for the newest weeks; the state and what tells others that this client is equal stay. It
---cannot be undone here: peers that hold the events do not send them again. The work is done in slices.
---```lua
---ledger:prune(8, function(result) print(result.events .. " events dropped") end)
---```
---@param weeks number number of weeks to keep, this one included; a whole number from 1 on.
---@param done? fun(result: LibEventLedger.PruneResult) called with what was dropped.
---@return boolean # false when no scope is open, or the ledger is read-only; then `done` is not called.
function Ledger:prune(weeks, done) end

---Gives all that is here of the open scope as text, in the form of a SavedVariables file: before prune(), say. Put into a file, it is read by `npm run inspect`; in place of
---the addon's saved table, by the library. The work is done in slices.
---```lua
---ledger:exportText(function(text) MyTextBox:SetText(text) end)
---```
---@param done fun(text: string) called with the text, some 10 to 20 bytes an event: show it in a box to copy.
---@return boolean # false when no scope is open, or the ledger is read-only; then `done` is not called.
function Ledger:exportText(done) end

---Makes the state as it was after all events up to a time. The work is done in slices, and the current state does
---not change.
---```lua
---ledger:stateAt(GetServerTime() - 7 * 86400, function(state) print(state and state.points[guid]) end)
---```
---@param time number Unix seconds, inclusive, 0 to 2^32.
---@param done fun(state: table|nil, reason?: "pruned"|"unreadable") called with the state, which belongs to the caller; or with nil and "pruned" where events of that time are not here, or "unreadable" where the sealed state in the file is damaged. It is not called when no scope is open.
function Ledger:stateAt(time, done) end

---Replays the whole log, or what is here behind a sealed state, in slices, and compares the result with the current state. This finds reducers that depend
---on something other than state and event.
---@param done fun(verification: LibEventLedger.Verification) called with the result. It is not called when no scope is open.
function Ledger:verify(done) end

---Replays all remaining events at once instead of a batch each frame. The game stands still meanwhile.
---@param seconds number most seconds that this may take, 0-10.
---@return boolean # whether the state now shows the whole log; false when no scope is open.
function Ledger:catchUp(seconds) end

---Pauses replay: the state stays as it is until resume(). Events are still stored and synced.
function Ledger:pause() end

---Continues replay after pause().
function Ledger:resume() end

---Describes the condition of the ledger and what to do about it, in plain English sentences. The most important
---comes first; there is at least one.
---```lua
---for _, sentence in ipairs(ledger:explain()) do print(sentence) end
---```
---@return string[]
function Ledger:explain() end

---Returns a text of several lines for somebody who helps with the ledger: versions, status, explanation, peers and
---last messages. Players are numbered, and the guild is left out.
---@return string
function Ledger:supportText() end

---Returns the last 200 messages in and out, in words, oldest first; an empty list when no scope is open. For
---support.
---@return LibEventLedger.TraceEntry[]
function Ledger:trace() end

---Changes the limits of a replay batch. A limit that is left out stays as it is. Raises an error if a limit is
---invalid or unknown.
---@param limits LibEventLedger.ReplayLimits|table
function Ledger:setReplayLimits(limits) end

---Lets this client advertise, answer and send new events, as far as authorize() allows it. This is the default.
function Ledger:enableSending() end

---Makes this client only listen and ask. What it submits meanwhile is sent when sending is enabled again and a peer
---asks.
function Ledger:disableSending() end

---The result of committing a fork.
---@class LibEventLedger.CommitResult
---@field committed number Number of events that entered the ledger or wait for authorize().
---@field refused table<LibEventLedger.SubmitRefusal, number> Number of events that submit() refused, by reason. They stay in the fork.

---A sandbox on a ledger: the result of `ledger:fork()`.
---@class LibEventLedger.Fork
local Fork = {}

---Adds an event to the fork alone. Raises an error if the type is not defined or a value does not fit its field.
---@param type string
---@param values table<string, any>
---@return LibEventLedger.LedgerEvent|nil # the event with a provisional key, which changes when it is committed; nil when the fork was dropped.
function Fork:submit(type, values) end

---Returns the ledger's state with the fork's events applied. Until the copy is made, which takes some frames, it
---returns the ledger's state without them; see isReady().
---@return table
function Fork:getState() end

---Whether getState() shows the events of the fork.
---@return boolean
function Fork:isReady() end

---Number of events in the fork that are not committed.
---@return number
function Fork:count() end

---Registers a listener that is called whenever the fork's state has changed.
---@param listener fun()
function Fork:onStateChanged(listener) end

---Submits the fork's events to the ledger in order. Drops the fork when all of them entered.
---@return LibEventLedger.CommitResult # how many entered, and why others did not.
function Fork:commit() end

---Forgets the fork's events. The fork then shows the ledger's state.
function Fork:drop() end

---The library: the result of LibStub("LibEventLedger-1.0").
---```lua
---import type { LibEventLedger } from "lib-event-ledger";
---
---declare const LibStub: (this: void, name: "LibEventLedger-1.0") => LibEventLedger;
---const library = LibStub("LibEventLedger-1.0");
---```
---@class LibEventLedger
---@field version string Semantic version of the loaded library, for example "1.2.0".
---@field policies LibEventLedger.Policies Ready-made answers to `authorize`.
local LibEventLedger = {}

---Creates a ledger. Call it on ADDON_LOADED, when SavedVariables are loaded; then define() the types and start()
---the ledger. Raises an error if an option is invalid or unknown, or if another ledger uses the same name or `saved` table.
---```lua
---local ledger = LibEventLedger:createLedger({
---    name = "MyDKP",
---    saved = MyDKP_Saved,
---    initialState = function() return { points = {} } end,
---    authorize = LibEventLedger.policies.guildRank(1),
---})
---```
---@param options LibEventLedger.LedgerOptions
---@return LibEventLedger.Ledger
function LibEventLedger:createLedger(options) end

---Who is called: "Name-Realm"; "any": this client if it handles the call, else the first member by name that does; "all": all that do, at most 40; or
---a function that gives a name, or nil when there is nobody.
---```lua
---room:call(function() return auctioneer:holders()[1] end, "auction.bid", { item = 19019 }, done)
---```
---@alias LibEventLedger.CallTarget string|(fun(): string|nil)

---How `room:call()` calls.
---@class LibEventLedger.CallOptions
---@field timeout? number Seconds after which a call ends with why "timeout", 1 to 300; by default what the room was created with.

---Why a call has no result.
---- "timeout": no answer came in time. It may have been executed, or may still be.
---- "offline": the member is not there, or has gone before it answered.
---- "restarted": it has started anew before it answered, by a /reload for example. It may have executed the call.
---- "noHandler": it handles no such call; for "any": nobody does.
---- "raised": its handler raised an error; its message comes third.
---- "unauthorized": it does not let this client call.
---- "tooLarge": the arguments or the result are over 4,080 bytes.
---- "full": too many calls are open, or there is no room on a board.
---- "closed": the room was closed.
---@alias LibEventLedger.CallWhy "timeout"|"offline"|"restarted"|"noHandler"|"raised"|"unauthorized"|"tooLarge"|"full"|"closed"

---How the call of one member ended: what a call of "all" gives for each.
---@class LibEventLedger.CallOutcome
---@field result? any What the handler gave; nil, too, when there is a `why`.
---@field why? LibEventLedger.CallWhy Why there is no result; nil when there is one.
---@field detail? string The message of the error, where why is "raised".

---Called once with how a call ended. `result` is what the handler gave; for "all", a table of CallOutcome by name, for those that handle it.
---`why` says why there is no result; it is nil when there is one, and for "all" unless the call cannot be made at all ("closed").
---`detail` is the message of the error, where why is "raised".
---@alias LibEventLedger.OnCalled fun(result: any, why?: LibEventLedger.CallWhy, detail?: string)

---Called once with the seconds until a member has answered; or with nil and why it did not.
---@alias LibEventLedger.OnPinged fun(seconds: number|nil, why?: LibEventLedger.CallWhy)

---Answers a call later: see CallHandler. `value` is what the caller gets: anything that an event's field may be; nil, too. It returns false when nobody waits
---for it any more, or an answer was given already.
---@alias LibEventLedger.Respond fun(value?: any): boolean

---Answers a call with what it returns; with nil when it returns nothing. `args` is what the caller gave, `caller` is "Name-Realm". It may return `respond` instead, and
---call that later.
---```lua
---function(args, caller) return bids[args.item] end
---```
---```lua
---function(args, caller, respond) C_Timer.After(5, function() respond("done") end) return respond end
---```
---@alias LibEventLedger.CallHandler fun(args: any, caller: string, respond: LibEventLedger.Respond): any

---Handlers by name, in up to 8 levels: { raid = { getFoo = ... } } is called as "raid.getFoo".
---@class LibEventLedger.CallHandlerTable
---@field [string] LibEventLedger.CallHandler|LibEventLedger.CallHandlerTable A handler, or a table of handlers.

---What a lease is made with: what `room:lease()` takes. All clients have to give the same.
---@class LibEventLedger.LeaseOptions
---@field max? number Most holders at a time, 1 to 40; 1 by default, and with electors.
---@field electors? string[]|number[] Who decides: names as "Name-Realm", or in a guild indices of ranks, 0 for the guild master. Most of them have to be online, with this lease made on their clients, for anybody to hold it; then there are never two holders at a time. Without electors, members that do not hear each other may each hold it. An elector that has just logged in or reloaded does not decide for 104 seconds.

---How `lease:acquire()` asks.
---@class LibEventLedger.AcquireOptions
---@field wait? boolean Whether the request waits in line; true by default. With false it is refused with "maxHolders" when others hold the lease.

---Why a lease was not granted. "maxHolders": others hold it or come first, and the request does not wait. "noElectors": nor does it for electors,
---most of which are not here or not free. "unheard": nor for its claim to be said, in a
---lockdown perhaps. "released": given up by its own client. "unauthorized": it may not hold it. "mute": it may not speak in
---guild chat. "full", "tooLarge": there is no room for the claim on its board. "closed": the room was closed.
---@alias LibEventLedger.LeaseRefusal "maxHolders"|"noElectors"|"unheard"|"released"|"unauthorized"|"mute"|"full"|"tooLarge"|"closed"

---Told once whether a lease was granted, and why it was not.
---@alias LibEventLedger.OnAcquired fun(granted: boolean, why?: LibEventLedger.LeaseRefusal)

---Told of other holders or another term; the term is nil when there is no holder.
---@alias LibEventLedger.OnLeaseChanged fun(holders: string[], term: number|nil)

---The right to do something that only one client, or a few, may do at a time. It guards no data by itself: messages are late and get lost, so
---that somebody may act on a lease that it has just lost. What matters is judged in the order of a log: put term() into what you write there,
---and compare (term, holder): the higher term counts, of equal ones the name with the greater bytes.
---```lua
---local auctioneer = room:lease("auctioneer")
---auctioneer:acquire(function(granted, why) print(granted and "you lead" or why) end)
---```
---@class LibEventLedger.Lease
local Lease = {}

---Asks to hold the lease. Who is granted it and loses it later, in a lockdown for example, stays in line for it until release();
---on("changed") and isHeld() tell.
---```lua
---auctioneer:acquire(function(granted, why)
---    if not granted then print("somebody else leads: " .. why) end
---end, { wait = false })
---```
---@param callback LibEventLedger.OnAcquired told once: granted or not, and why not. Never before acquire() has returned, unless the room is closed.
---@param options? LibEventLedger.AcquireOptions how it asks; by default the request waits in line.
function Lease:acquire(callback, options) end

---Gives the lease up, or stops waiting for it: requests end with "released".
function Lease:release() end

---Whether this client holds the lease at this moment. Ask each time before acting on it.
---@return boolean
function Lease:isHeld() end

---The names, "Name-Realm", of those that hold it, as far as this client knows; the own one only while isHeld().
---@return string[]
function Lease:holders() end

---The number of this holding: it grows from one holder to the next, and is about the server's time in seconds. The own one while
---isHeld(), else that of the holder; nil when there is none.
---@return number|nil
function Lease:term() end

---Registers a listener for other holders or another term. It is called within a second of it.
---```lua
---lease:on("changed", function(holders, term) print(holders[1] or "nobody", term) end)
---```
---@param name "changed"
---@param listener LibEventLedger.OnLeaseChanged
---@return fun() # a function that removes the listener.
function Lease:on(name, listener) end

---Called with what was emitted, which may be nil, and "Name-Realm" of who emitted it.
---@alias LibEventLedger.RoomEventListener fun(value: any, sender: string)

---Why a member has left: it said goodbye, or the game says that it is offline or not in the guild or group any more.
---@alias LibEventLedger.LeaveReason "bye"|"offline"

---Why an event was not emitted: the room is closed; this client has no room for it ("full": 64 events or 8 kB have not been sent yet, or
---its board has none); or name and value take more than 4,080 bytes.
---@alias LibEventLedger.EmitRefusal "closed"|"full"|"tooLarge"

---What somebody looks for: what `room:meet()` takes.
---@class LibEventLedger.MeetOptions
---@field event string What for: requests of one event find each other. 1 to 255 bytes.
---@field mates? number How many others are wanted: 0 to 39, 1 by default. With 0 the result is there at once.
---@field actor? string For whom: 1 to 255 bytes, this client's name by default.
---@field labels? string|table<string, string> What the request says of itself: { role = "tank" } or "role=tank". By default the actor, as "actor".
---@field selector? string What the labels of the others have to be, as Kubernetes writes it: `=`, `==`, `!=`, `in (a, b)`, `notin (a, b)`, `key`, `!key`, with commas for "and". By default another actor than the own one.
---@field payload? any What the others get, as an event's field could be; up to about 4,000 bytes.
---@field timeout? number|false Seconds until the request ends without result: 60 by default, a day at most; false waits.

---What has become of a request. "open": it looks for mates. "promised": it is bound to a match of another one who has not decided yet.
---"matched": it has its result. "aborted": it ended without one. "unknown": it was promised, and what came of that cannot be found out.
---@alias LibEventLedger.MeetState "open"|"promised"|"matched"|"aborted"|"unknown"

---Why a request ended without result. "timeout", "cancelled": as it says. "unknown": its coordinator has gone after this client's promise, others may have been matched.
---"closed": the room was closed. "tooLarge": it takes more than 4,096 bytes. "full": this client says 16,384 bytes already, or fills all of its 256 slots.
---@alias LibEventLedger.MeetFailure "timeout"|"cancelled"|"unknown"|"closed"|"tooLarge"|"full"

---One member of a group.
---@class LibEventLedger.MeetMate
---@field id string That of the request in the list of pending ones.
---@field owner string The player who asked: "Name-Realm".
---@field actor string For whom; what the owner said of itself.
---@field labels table<string, string> What the request said of itself.
---@field payload any What it gives the others; nil when that is nothing.

---A group that was formed. All members get the same.
---@class LibEventLedger.MeetResult
---@field requests LibEventLedger.MeetMate[] All members, the oldest request first, this client's own among them.
---@field payloads table<string, any> The payloads by actor.

---Called once, when a request has ended: with the result, or with nil and why there is none.
---@alias LibEventLedger.OnMet fun(result: LibEventLedger.MeetResult|nil, why: LibEventLedger.MeetFailure|nil)

---A request that is open, or whose match is not decided.
---@class LibEventLedger.PendingRequest
---@field id string Unique in the room.
---@field owner string The player who asks: "Name-Realm".
---@field event string What for.
---@field actor string For whom; what the owner says of itself.
---@field labels table<string, string> What the request says of itself.
---@field selector string What the labels of the others have to be, as it was given.
---@field mates number How many others are wanted.
---@field payload any What it gives the others; nil when that is nothing.
---@field createdAt number Unix seconds.

---A request of this client: the result of `room:meet()`.
---@class LibEventLedger.MeetHandle
---@field id string As in the list of pending requests; "" for one that never was in it.
local MeetHandle = {}

---Ends the request, unless a match of another client was promised it: its callback gets "cancelled".
---@return boolean # whether it did.
function MeetHandle:cancel() end

---What has become of it.
---@return LibEventLedger.MeetState
function MeetHandle:state() end

---What an object is changed with: MongoDB's update operators, each with paths and operands. A path is names and indices from 0, joined by dots.
---$set, $unset, $inc, $mul, $min, $max, $rename, $currentDate, $push ($each, $position, $slice, $sort), $addToSet, $pop, $pull, $pullAll, $bit.
---```lua
---{ ["$set"] = { ["boss.name"] = "Onyxia" }, ["$inc"] = { ["boss.tries"] = 1 } }
---```
---@alias LibEventLedger.PatchOperators table<string, table<string, any>>

---Why a patch has changed nothing.
---- "failed": it does not fit the data; what does not, comes with it in words.
---- "unauthorized": its author may not patch.
---- "outdated": a lease guards the object, and it was made under an earlier term than one before it.
---@alias LibEventLedger.PatchFailure "failed"|"unauthorized"|"outdated"

---Why a patch was not made, or changed nothing. Beside PatchFailure: "notHeld": this client does not hold the lease that guards the object. "full": 128 patches or 8 kB
---of this client's have not been taken over yet. "tooLarge": it takes more than a board's cell, about 4 kB. "late": it came too late again and again. "stopped", "closed":
---the object was stopped, or the room has closed.
---@alias LibEventLedger.PatchRefusal LibEventLedger.PatchFailure|"notHeld"|"full"|"tooLarge"|"late"|"stopped"|"closed"

---Told what became of a patch: first in the order that is known at the moment, and once more when `isFinal`. Others' patches that were made before and come
---after it may change the first word. Final is what was taken over into the data from which a joiner starts, and what another member has, too: about 20 seconds after the
---last patch. `value` is the whole object at that moment. `detail` says in words why it has failed. When the room closes before, it is told "closed".
---@alias LibEventLedger.OnPatchOutcome fun(ok: boolean, why: LibEventLedger.PatchRefusal|nil, value: table, isFinal: boolean, detail?: string)

---Told of a value that has changed; nil where there is or was nothing.
---@alias LibEventLedger.OnObserved fun(value: any, old: any)

---The listeners of a shared object, by name.
---@class LibEventLedger.SharedObjectListeners
---@field patched fun(operators: LibEventLedger.PatchOperators, author: string, ok: boolean) Called for each patch that has come, this client's own, too, with its author, "Name-Realm"; `ok` is false if it has changed nothing. Patches that come with a copy of the object are not told one by one: see observe().
---@field reissued fun() Called when a patch of this client came too late, and was made anew with the present time.

---How a shared object is made. All clients have to give the same.
---@class LibEventLedger.SharedObjectOptions
---@field data table What it holds when nobody has it yet: a table with text as keys, at most 16 kB encoded. Only that of the client that makes it counts.
---@field writers? LibEventLedger.Lease Who holds this lease may patch, and nobody else.
---@field saved? table A table in the addon's SavedVariables, in which the object lasts from one session to the next.

---The condition of a shared object: see RoomStatus.
---@class LibEventLedger.SharedObjectStatus
---@field name string Name of the object.
---@field isKnown boolean Whether it is known what the others have.
---@field patches number Patches that are not final yet.
---@field lost number Patches that came too late and of which it is not known that they were made anew, since the room was opened.

---A table that all members share: any of them may patch it, and all see the patches in one order, so that all have the same. It is gone when all have gone who
---have made it, unless it is saved. An array without elements and null are no values of Lua: see LibEventLedgerRooms.emptyArray and null.
---```lua
---local item = room:sharedObject("item", { data = { bids = 0 } })
---item:observe("bids", function(bids) print(bids, "bids") end)
---item:patch({ ["$inc"] = { bids = 1 } })
---```
---@class LibEventLedger.SharedObject
---@field name string Name of the object, as given to room:sharedObject().
local SharedObject = {}

---Returns what it holds; its own patches are in it at once. Do not change it, nor anything in it: it stays as it is when the object changes.
---@return table
function SharedObject:get() end

---Whether it is known what the others have. Until then get() gives `data` with the own patches, which are sent as soon as it is.
---@return boolean
function SharedObject:isKnown() end

---Changes the object. All or none of a patch is applied. What cannot be a patch, whatever the data, raises an error.
---```lua
---item:patch({ ["$push"] = { history = { who = "Ann", dkp = 50 } } }, function(ok, why, value, isFinal)
---    if not ok then print("not done: " .. why) end
---end)
---```
---@param operators LibEventLedger.PatchOperators what is done.
---@param callback? LibEventLedger.OnPatchOutcome told what became of it; see OnPatchOutcome.
function SharedObject:patch(operators, callback) end

---Has a function told when what is at a path has changed: by a patch to it, to what it is in, or to what is in it.
---```lua
---item:observe("boss.hp", function(hp, old) bar:SetValue(hp or 0) end)
---```
---@param path string names and indices from 0, joined by dots; "" is the whole object.
---@param observer LibEventLedger.OnObserved called with the value and the one before.
---@return fun() # a function that ends it.
function SharedObject:observe(path, observer) end

---Registers a listener; see SharedObjectListeners.
---@param name string
---@param listener function
---@return fun() # a function that removes the listener.
function SharedObject:on(name, listener) end

---Ends observers and listeners; patches are refused from now on. The client still keeps the object for the others until the room closes.
function SharedObject:stop() end

---Why a contribution to a pool is not made: the room is closed, this client has no room for it ("full": 256 entries, requests, claims
---and calls or 16 kB in all), or the value takes more than 4 kB.
---@alias LibEventLedger.ContributeRefusal "closed"|"full"|"tooLarge"

---A key of a pool. The string "5" and the number 5 are two keys.
---@alias LibEventLedger.PoolKey string|number

---How the values of a pool are keyed and coded: what `room:pool()` takes. All clients have to give the same.
---@class LibEventLedger.PoolOptions
---@field key fun(value: any): LibEventLedger.PoolKey Gives the key of a value: a string or a number. It is called by replaceContribution(), with a value that fits the fields.
---@field fields? string[] The fields of the values, like those of events: "item:string", "amount:number", "note:string?". A value is then a table with these fields and no others, and their names do not travel. Add new fields only at the end: clients that do not know them yet pass them over. Without fields a value is anything that CBOR can hold, but nil.

---A pool: what members contribute under keys, seen alike by all. Who contributes under a key takes it over; only who contributed last may withdraw. What
---a member has contributed goes when it goes offline, and stays over a /reload if it is contributed again within half a minute.
---```lua
---local bids = room:pool("bids", {
---    key = function(bid) return bid.item end,
---    fields = { "item:string", "amount:number" },
---})
---bids:on("changed", function(item, bid, owner) print(item, bid and bid.amount, owner) end)
---```
---@class LibEventLedger.Pool
local Pool = {}

---Contributes a value, in the place of what stands under its key. The pool shows it at once; it is sent as soon as it can be, and what is
---replaced before is not sent at all. Raises an error if the value does not fit the pool, or has no key.
---```lua
---bids:replaceContribution({ item = "Ashkandi", amount = 120 })
---```
---@param value any what is contributed; nothing over 4 kB. Do not change it afterwards.
---@return boolean # true; or false and why not.
---@return LibEventLedger.ContributeRefusal?
function Pool:replaceContribution(value) end

---Withdraws what this client has contributed under a key.
---```lua
---bids:removeContribution("Ashkandi")
---```
---@param key LibEventLedger.PoolKey
---@return boolean # false when what stands there is not its own, or nothing stands there.
function Pool:removeContribution(key) end

---Returns the value under a key; nil when there is none, or the room is closed. Do not change it.
---@param key LibEventLedger.PoolKey
---@return any
function Pool:getContribution(key) end

---Returns all values by key, in a new table, which is empty while the room is closed. Do not change the values.
---```lua
---for item, bid in pairs(bids:getAllContributions()) do print(item, bid.amount, bids:ownerOf(item)) end
---```
---@return table<LibEventLedger.PoolKey, any>
function Pool:getAllContributions() end

---Returns "Name-Realm" of who contributed the value under a key; nil when there is none.
---@param key LibEventLedger.PoolKey
---@return string|nil
function Pool:ownerOf(key) end

---Registers a listener for each change under a key. When the room closes, it is called for every key.
---@param name "changed"
---@param listener fun(key: LibEventLedger.PoolKey, value: any, owner: string|nil, old: any) called with the key, the value and its owner, which are nil when there is none any more, and the value before.
---@return fun() # a function that removes the listener.
function Pool:on(name, listener) end

---Who belongs to a room: the guild, or the raid, party or instance group that the player is in.
---@alias LibEventLedger.RoomMembers "guild"|"group"

---What `authorize` of a room is asked about.
---@alias LibEventLedger.RoomAction "contribute"|"meet"|"hold"|"call"|"emit"|"patch"

---Whether what a member does is shown. `subject` is the name of the pool, event of a rendezvous, lease, call, event or shared
---object; `sender` is "Name-Realm". It is a filter on what is shown, asked again when the roster changes, and no condition of receiving.
---@alias LibEventLedger.RoomAuthorize fun(action: LibEventLedger.RoomAction, subject: string, sender: string): boolean

---The options of createRoom().
---@class LibEventLedger.RoomOptions
---@field name string Name of the room and prefix of its addon messages, 1-16 bytes. No ledger or other room may use it.
---@field members? LibEventLedger.RoomMembers Who belongs to it; "guild" by default.
---@field authorize? LibEventLedger.RoomAuthorize Whose doings are shown; everybody's by default.
---@field timeout? number Seconds after which calls are given up, 1 to 3,600; 15 by default. More than 300 count as 300.

---Why a room is closed: the character is in no guild or group, or the game does not tell yet; or close() was called.
---@alias LibEventLedger.RoomClosedReason "noGuild"|"noGroup"|"unknown"|"closed"

---A member of a room.
---@class LibEventLedger.RoomMember
---@field name string "Name-Realm".
---@field isSelf boolean Whether it is this client.
---@field version? string Version of its library; nil when it is not known yet.

---The condition of a room: the result of `room:status()`.
---@class LibEventLedger.RoomStatus
---@field name string Name of the room, as given to createRoom().
---@field scope? string What the room is open for: "guild:<name>-<realm>" or "group"; nil while it is closed.
---@field closedReason? LibEventLedger.RoomClosedReason Why it is closed; nil while it is open.
---@field members number Number of members that are present, this client included.
---@field lacking number Boards of which something is known to be lacking here.
---@field overLimit string[] Members that say more than a room keeps, by name: nothing of theirs is shown.
---@field slots number Slots that this client uses of its board, of 256.
---@field bytes number Bytes that it uses of its board, of 16,384.
---@field isMatchingCut boolean Whether there are more requests of a rendezvous than are tried in all combinations: a possible group may have been missed.
---@field waiting number Messages that wait to be sent.
---@field isInLockdown boolean Whether the game refuses messages at present.
---@field isMuted boolean Whether this player may not speak in guild chat: then nobody hears what this client contributes.
---@field objects LibEventLedger.SharedObjectStatus[] The shared objects that this client has made.
---@field ignored table<string, number> Messages that were passed over, by reason.
---@field prefixProblem? string Why messages cannot be received, in words; nil when they can.

---A room: the result of createRoom(). It is shared with all clients that created a room of the same name and are online in the same guild or group,
---and forgets everything when they have gone. A method raises an error if its arguments are invalid.
---@class LibEventLedger.Room
local Room = {}

---Makes a pool: what members contribute under keys. With a name that was used before, it gives the same pool as then.
---```lua
---local bids = room:pool("bids", {
---    key = function(bid) return bid.item end,
---    fields = { "item:string", "amount:number" },
---})
---```
---@param name string name of the pool, 1-64 bytes.
---@param options LibEventLedger.PoolOptions key and fields of the values.
---@return LibEventLedger.Pool
function Room:pool(name, options) end

---Makes a pool of strings: each is its own key.
---```lua
---room:stringPool("wanted"):replaceContribution("Ashkandi")
---```
---@param name string name of the pool, 1-64 bytes.
---@return LibEventLedger.Pool
function Room:stringPool(name) end

---Makes a pool of finite numbers: each is its own key.
---@param name string name of the pool, 1-64 bytes.
---@return LibEventLedger.Pool
function Room:numberPool(name) end

---Looks for others who look for the same. A group comes about when all want one event, the selector of each one matches the labels of each other one, and
---there are as many as the one that wants the most mates wants. A request is in one group at most, whatever messages are lost; all members get the same result.
---```lua
---room:meet({ event = "pull", mates = 2, labels = { role = "tank" }, selector = "role in (tank, healer)" }, function(result, why)
---    print(result and #result.requests or why)
---end)
---```
---@param options LibEventLedger.MeetOptions what is looked for.
---@param callback LibEventLedger.OnMet called once, with the result, or with nil and why there is none. With mates = 0, and when the request cannot be made, that is before this method returns.
---@return LibEventLedger.MeetHandle # the request.
function Room:meet(options, callback) end

---Returns all requests that are open, or whose match is not decided, oldest first; this client's, too. None while the room is closed.
---@return LibEventLedger.PendingRequest[]
function Room:pending() end

---Makes a lease: the right to do something that only one client, or a few, may do at a time. With a name that was used before, it gives the same
---lease as then.
---```lua
---local auctioneer = room:lease("auctioneer", { electors = { 0, 1 } })
---```
---@param name string name of the lease, 1-64 bytes.
---@param options? LibEventLedger.LeaseOptions most holders, and who decides; by default one holder, and no electors.
---@return LibEventLedger.Lease
function Room:lease(name, options) end

---Makes a shared object: a table that all members patch. With a name that was used before, it gives the same object as then. A room has 32 at most.
---```lua
---local boss = room:sharedObject("boss", { data = { hp = 100 } })
---boss:observe("hp", function(hp) print("Boss at", hp) end)
---```
---@param name string name of the object, 1-64 bytes.
---@param options LibEventLedger.SharedObjectOptions what it holds at the beginning, and who may patch it.
---@return LibEventLedger.SharedObject
function Room:sharedObject(name, options) end

---Handles calls. At most 255 can be handled; one that is handled already raises an error.
---```lua
---room:handle("raid", { getFoo = function(args, caller) return foo[args.item] end })
---```
---@param name string name of the call, 1 to 100 bytes; with a table of functions, what is in front of their names.
---@param handler LibEventLedger.CallHandler|LibEventLedger.CallHandlerTable what answers: a function, or a table of functions.
---@return fun() # a function that ends it.
function Room:handle(name, handler) end

---Calls a handler of another member, or of this client. It is executed at most once, whatever is lost.
---```lua
---room:call("any", "raid.getFoo", { item = 19019 }, function(result, why) print(result or why) end)
---```
---@param target LibEventLedger.CallTarget who is called.
---@param name string name of the call, 1 to 100 bytes.
---@param args any anything that an event's field may be, or nil; with the name at most 4,080 bytes encoded. What cannot be encoded raises an error.
---@param callback LibEventLedger.OnCalled called once, never before this returns unless the room is closed.
---@param options? LibEventLedger.CallOptions how long it may take.
function Room:call(target, name, args, callback, options) end

---Asks a member for an answer, which every room gives.
---@param name string "Name-Realm".
---@param callback LibEventLedger.OnPinged called once, with the seconds that it took; or with nil and why there is no answer.
function Room:ping(name, callback) end

---Says an event to all members, this client included. All see the events of one sender in one order, and none twice. A member that has missed one
---gets it within two minutes, or is told of the gap.
---```lua
---room:emit("countdown", { seconds = 5 })
---```
---@param name string name of the event, 1 to 100 bytes; none of RoomListeners.
---@param value? any anything that an event's field may be, or nil; with the name at most 4,080 bytes encoded. What cannot be encoded raises an error.
---@return boolean # true; or false and why it was not said.
---@return LibEventLedger.EmitRefusal?
function Room:emit(name, value) end

---Registers a listener; see RoomListeners for the names of what the room itself tells. Any other name is that of an event.
---```lua
---room:on("countdown", function(value, sender) print(sender, value.seconds) end)
---```
---@param name string what to listen for, 1 to 100 bytes.
---@param listener LibEventLedger.RoomEventListener called each time.
---@return fun() # a function that removes the listener.
---@overload fun(self: LibEventLedger.Room, name: "joined", listener: fun(name: string)): fun()
---@overload fun(self: LibEventLedger.Room, name: "left", listener: fun(name: string, reason: LibEventLedger.LeaveReason)): fun()
---@overload fun(self: LibEventLedger.Room, name: "opened", listener: fun(scope: string)): fun()
---@overload fun(self: LibEventLedger.Room, name: "closed", listener: fun(scope: string)): fun()
---@overload fun(self: LibEventLedger.Room, name: "gap", listener: fun(sender: string, count: number)): fun()
function Room:on(name, listener) end

---Returns the members that are present, this client included; none while the room is closed.
---@return LibEventLedger.RoomMember[]
function Room:members() end

---Returns whether a member handles a call; nil when that is not known, or it is not here. Calls are told apart by 16 bits of a hash: once in
---65,536 names true stands for another call.
---```lua
---if room:handles("Jaina-Proudmoore", "raid.getFoo") then askHer() end
---```
---@param name string "Name-Realm".
---@param call string name of the call, 1 to 100 bytes.
---@return boolean|nil
function Room:handles(name, call) end

---Leaves the room for good: the others are told, and requests, calls and leases end with "closed".
function Room:close() end

---Returns the condition of the room, as a new table each time.
---@return LibEventLedger.RoomStatus
function Room:status() end

---Describes the condition of the room and what to do about it, in plain English sentences. The most important comes first; there is at
---least one.
---```lua
---for _, sentence in ipairs(room:explain()) do print(sentence) end
---```
---@return string[]
function Room:explain() end

---The library of rooms: the result of LibStub("LibEventLedgerRooms-1.0"). It stands on LibEventLedger-1.0, which has to be loaded, too.
---```lua
---import type { LibEventLedgerRooms } from "lib-event-ledger";
---
---declare const LibStub: (this: void, name: "LibEventLedgerRooms-1.0") => LibEventLedgerRooms;
---const rooms = LibStub("LibEventLedgerRooms-1.0");
---```
---@class LibEventLedgerRooms
---@field version string Semantic version of the loaded library, for example "1.2.0".
---@field null table What stands for null in a shared object, for Lua has no value for it. Compare with ==.
---@field emptyArray table What stands for an array without elements in a shared object; `{}` is an object without fields. Compare with ==.
local LibEventLedgerRooms = {}

---Creates a room. It opens as soon as the character is known to be in a guild or group, and again in another one. Raises an error if
---an option is invalid or unknown, if a ledger or another room uses the same name, or if LibEventLedger-1.0 is not loaded or too old.
---```lua
---local room = LibEventLedgerRooms:createRoom({ name = "MyDKPLive", members = "group" })
---```
---@param options LibEventLedger.RoomOptions
---@return LibEventLedger.Room
function LibEventLedgerRooms:createRoom(options) end

---What declarations of LibStub look for.
---@class LibEventLedger-1.0: LibEventLedger
---@class LibEventLedgerRooms-1.0: LibEventLedgerRooms
