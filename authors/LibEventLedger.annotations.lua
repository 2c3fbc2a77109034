---@meta LibEventLedger

---What `ledger:on()` takes.
---@alias LibEventLedger.ListenerName "stateChanged"|"eventAdded"|"syncChanged"|"conflict"|"reducerError"|"refused"|"recoverable"|"opened"|"closed"

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
---"readOnly" (`saved` is of a newer version of the library), "refused" (for another reason).
---@alias LibEventLedger.SubmitRefusal "closed"|"unauthorized"|"held"|"clock"|"readOnly"|"refused"

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
---was held for too long, or too many events were held.
---@alias LibEventLedger.Refusal "unauthorized"|"future"|"unparsable"|"heldTooLong"|"heldTooMany"|"authorizeError"

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
---@field damagedParts string[] Other saved parts that were damaged and made anew from the log: "directory", "revocations".
---@field isReadOnly boolean Whether `saved` was written by a newer version of the library. If so, it is not changed.

---The options of define().
---@class LibEventLedger.TypeOptions
---@field id number Number of the type, 1-255. It is stored and sent, so never change it or give it to another type.
---@field fields string[] The fields in order, at most 32. Each is "name", "name:kind" or "name:kind?". The kinds are any, guid, guid[], number, string and boolean. Add new fields only at the end, with "?" or without a kind, because existing events lack them. A reducer only gets events whose fields with a kind are present and of that kind. submit() raises an error if a field is not. An event from another client that does not fit stays in the log but is skipped; see `schemaMismatch` in LedgerStatus. A field with "?" may also be nil. A field without a kind, or with kind any, may be nil or any value that CBOR can hold. The kinds guid and guid[] are packed as binary, which takes a sixth of the text. All other kinds are packed alike, so you can add, remove or change such a kind as long as the stored events fit.

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
---@param event LibEventLedger.EventKey an event of this ledger, or a table with its time, creator and counter.
---@return LibEventLedger.LedgerEvent? # the revocation; or nil and a reason, as for submit(). The reason "clock" can also mean that the event lies too far ahead of the server's time because its creator's clock was wrong. Try again in a minute or two.
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

---Makes the state as it was after all events up to a time. The work is done in slices, and the current state does
---not change.
---```lua
---ledger:stateAt(GetServerTime() - 7 * 86400, function(state) print(state.points[guid]) end)
---```
---@param time number Unix seconds, inclusive, 0 to 2^32.
---@param done fun(state: table) called with the state, which belongs to the caller. It is not called when no scope is open.
function Ledger:stateAt(time, done) end

---Replays the whole log, in slices, and compares the result with the current state. This finds reducers that depend
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

---What declarations of LibStub look for.
---@class LibEventLedger-1.0: LibEventLedger
