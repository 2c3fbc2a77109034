---@meta LibEventLedger

---What `ledger:on()` takes.
---@alias LibEventLedger.ListenerName "stateChanged"|"eventAdded"|"syncChanged"|"conflict"|"reducerError"|"refused"|"opened"|"closed"

---The key of an event: no two events have the same. An event is one, and the field `target` of a revocation.
---@class LibEventLedger.EventKey
---@field time number Unix seconds.
---@field creator number The 8 hex digits of the creator's GUID as a number.
---@field counter number 0-255: tells events of one creator and second apart.

---What every event has: its key and its type.
---@class LibEventLedger.EventBase: LibEventLedger.EventKey
---@field type string Name of the type.
---@field creatorGuid string Full GUID of the creator.

---An event as `authorize` and listeners see it: its key, its type, and the fields of the type by name.
---@class LibEventLedger.LedgerEvent: LibEventLedger.EventBase
---@field [string] any

---Which events events() gives; what is left out does not restrict.
---@class LibEventLedger.EventFilter
---@field from? number Unix seconds, inclusive.
---@field to? number Unix seconds, inclusive.
---@field type? string Name of a type.
---@field creator? string|number The creator's GUID, or the u32 that is `event.creator`.

---Why submit() did not put an event into the log.
---@alias LibEventLedger.SubmitRefusal "closed"|"unauthorized"|"held"|"clock"|"readOnly"|"refused"

---Which way an event is going: into the local log, or out on a channel.
---@alias LibEventLedger.Direction "in"|"out"

---Decides what may enter the log or go out, and who may speak for the ledger.
---@alias LibEventLedger.Authorize fun(event: LibEventLedger.LedgerEvent|nil, sender: string, direction: LibEventLedger.Direction, isCreator: boolean): boolean|nil

---Why an event was refused.
---@alias LibEventLedger.Refusal "unauthorized"|"future"|"unparsable"|"heldTooLong"|"heldTooMany"|"authorizeError"

---Ready-made answers to `authorize`.
---@class LibEventLedger.Policies
---@field guildRank fun(lowestRank: number): LibEventLedger.Authorize Members of the guild from guild master (0) down to a rank may write and send; all others may not. Not known yet while the guild roster is empty.
---@field names fun(names: string[]): LibEventLedger.Authorize The players of a list may write and send. A name without realm is one of the own realm.
---@field creatorOnly LibEventLedger.Authorize Everybody may write events of their own and send them, and nobody those of others.

---Bounds of a batch. All can be changed while running.
---@class LibEventLedger.ReplayLimits
---@field batchSize number Most events of a batch.
---@field budget number Most milliseconds of a batch.
---@field interval number Seconds between batches; 0: one each frame.

---What a batch changed.
---@class LibEventLedger.StateChange
---@field count number Number of events that were applied, or passed over because they are revoked or not known, since readers were told last; at login those too that the saved state held.
---@field isRewind boolean Whether events that the state showed before were applied anew, because one arrived late or was revoked.

---An event whose reducer raised, and what it raised.
---@class LibEventLedger.ReducerFailure
---@field event LibEventLedger.LedgerEvent Replay stands still at it, or has skipped it.
---@field message string The error's message.

---How the state stands; part of the ledger's status.
---@class LibEventLedger.ReplayStatus
---@field lag number Events that are still to be applied until the state shows the whole log.
---@field halt? LibEventLedger.ReducerFailure The event at which replay stands still because its reducer raised.
---@field skipped LibEventLedger.ReducerFailure[] The newest events that were skipped because their reducer raised.
---@field misfit? LibEventLedger.LedgerEvent The last event, since login, that was passed over because a field that its type requires is missing or of another kind. The log keeps it: peers that define the type otherwise do read it.
---@field checkpoints number Number of checkpoints.
---@field checkpointBytes number Bytes that they take, about.
---@field checkpointProblem? string Why no checkpoints are made; nothing when they are.
---@field saveProblem? string What in the state keeps it from being saved; nothing when nothing does. Each login replays the whole log then.
---@field isPaused boolean Whether pause() was called.
---@field restored number Events that did not have to be replayed at login, thanks to the saved checkpoint.
---@field restoreFailure? LibEventLedger.RestoreFailure Why the saved checkpoint was not taken up; nothing when it was.

---Why replay starts at the beginning.
---@alias LibEventLedger.RestoreFailure "none"|"malformed"|"stateVersion"|"types"|"revocations"|"log"|"damaged"

---What verify() found.
---@class LibEventLedger.Verification
---@field isEqual boolean Whether replaying everything led to the present state.
---@field difference? string Where the states differ first, such as "state.points.Thrall", or why they could not be compared.

---What createLedger() takes.
---@class LibEventLedger.LedgerOptions
---@field name string 1-16 bytes: addon message prefix, and the ledger's identity.
---@field saved table A table from the addon's SavedVariables, for the library alone. Not there before ADDON_LOADED.
---@field initialState fun(): table A new state, equal on all clients.
---@field authorize LibEventLedger.Authorize Who may write, send and speak for the ledger.
---@field stateVersion? number Whole number, 1 by default; raise it when a reducer changes its meaning.
---@field scope? string "guild" (the default): one log for each guild; any other name: one log under that name.
---@field onReducerError? LibEventLedger.ReducerErrorPolicy|(fun(event: LibEventLedger.LedgerEvent, message: string): LibEventLedger.ReducerErrorPolicy) What to do at an event whose reducer raises: stand still until the type is defined anew ("halt", the default), or skip the event ("skip"); or a function that says which. All clients should do the same.
---@field checkpointBytes? number Most bytes that all checkpoints together may take, about; 16 MB by default. 0: only the newest is kept.
---@field channels? LibEventLedger.ChannelName[] Where messages go: "GUILD" by default; with "RAID" also to the raid or party.
---@field batchSize? number Most events of a batch.
---@field budget? number Most milliseconds of a batch.
---@field interval? number Seconds between batches; 0: one each frame.

---What becomes of an event whose reducer raises.
---@alias LibEventLedger.ReducerErrorPolicy "halt"|"skip"

---Where an addon wants its messages to go.
---@alias LibEventLedger.ChannelName "GUILD"|"RAID"

---An event of a list that importEvents() takes.
---@class LibEventLedger.ImportEntry
---@field type string Name of a defined type.
---@field time number Unix seconds, whole.
---@field creator string GUID of the creator.
---@field values table<string, any> The fields by name.

---What became of a list.
---@class LibEventLedger.ImportResult
---@field added number Events that are new in the log.
---@field known number Events that were in the log already, as after an earlier import.
---@field refused number Events that authorize() refused or that wait for its answer, that lie in the future, or that were left when the ledger was closed.
---@field invalid number Entries that are no events of a defined type, and those beyond 256 of one creator and second.
---@field errors string[] What was wrong with the first of them.

---How this client's log stands to what others advertise. "unknown": nobody has advertised yet.
---@alias LibEventLedger.SyncState "unknown"|"behind"|"synced"

---A week that is known to differ from what a peer has; part of the ledger's status.
---@class LibEventLedger.WeekBehind
---@field week number Its number: Unix seconds over 604,800, rounded down.
---@field missing number Events that it lacks, as far as counts tell.
---@field peer string Who has them.

---Counters for the status.
---@class LibEventLedger.OutboxCounters
---@field messages number Messages that the game took.
---@field bytes number Bytes of these.
---@field busy number Times that the game asked to try again later.
---@field noRoute number Messages that had no way to go: in no group or guild, or the target offline.
---@field invalid number Messages that the game will never take.
---@field dropped number Entries that were given up.

---One message in words.
---@class LibEventLedger.TraceEntry
---@field age number Seconds ago.
---@field direction "in"|"out" "in": received; "out": sent.
---@field peer string Who sent it; "" for own messages.
---@field text string Such as "advertise: 3 rows since week 2953".
---@field bytes number Of the payload.

---Another client of the ledger.
---@class LibEventLedger.PeerStatus
---@field name string "Name-Realm".
---@field age number Seconds since it was last heard.
---@field version number Version of the protocol that it speaks.
---@field isServing boolean Whether it advertises.
---@field sentAge? number Seconds since it last sent events; nothing when it never did.

---A week whose saved text was damaged.
---@class LibEventLedger.DamagedWeek
---@field week number Its number: Unix seconds over 604,800, rounded down.
---@field read number Events that could be read.
---@field of? number Events that the text's header told of; nothing when it could not be read either.
---@field here number Events of the week that are here now.

---Why no scope is open: start() was not called, the character is in no guild, or the game has not told yet what guild
---it is in.
---@alias LibEventLedger.ClosedReason "notStarted"|"noGuild"|"unknownGuild"

---What `ledger:status()` gives.
---@class LibEventLedger.LedgerStatus: LibEventLedger.ReplayStatus
---@field scope? string Name of the open scope; nothing while none is.
---@field closedReason? LibEventLedger.ClosedReason Why none is.
---@field openSeconds number Seconds since it was opened.
---@field sync LibEventLedger.SyncState How the log stands to what others advertise.
---@field events number Events in the log.
---@field weeksBehind number Weeks that are known to differ from what a peer has.
---@field eventsMissing number Events that these weeks lack, as far as counts tell.
---@field behind LibEventLedger.WeekBehind[] These weeks, newest first.
---@field eventsPerSecond number Events that came in a second, over the last 20 seconds.
---@field secondsLeft? number Seconds until what is missing is here, at that rate; nothing when nothing is missing or nothing comes in.
---@field held number Events that wait for an answer of authorize().
---@field refusals table<LibEventLedger.Refusal, number> Refused events by reason.
---@field ignored table<string, number> Ignored messages by reason.
---@field outgoing number Entries that wait to be sent.
---@field sent? LibEventLedger.OutboxCounters What became of the messages since the scope was opened.
---@field isSending boolean False after disableSending().
---@field isInLockdown boolean Whether the game refuses addon messages at present, as in boss fights.
---@field restriction? string The game's restriction that refuses messages, such as "encounter"; nothing when there is none or it does not tell.
---@field peers LibEventLedger.PeerStatus[] Other clients that were heard of.
---@field quarantined LibEventLedger.DamagedWeek[] Weeks whose saved text was damaged.
---@field isReadOnly boolean `saved` is of a newer version of the library: it is left untouched.

---What define() takes.
---@class LibEventLedger.TypeOptions
---@field id number 1-255. It is what is stored and sent: never change it, never give it to another type.
---@field fields string[] The fields in order, at most 32: "name", "name:kind" or "name:kind?", with kind any, guid, guid[], number, string or boolean. New ones only at the end, and with "?" or without kind: the events that there are lack them. A field with a kind is there in every event that a reducer sees, and of that kind; submit() raises otherwise. An event from elsewhere that does not fit is kept in the log and passed over, see `misfit` in LedgerStatus. With "?" it may also be nil. A field without kind, or with kind any, may be nil or anything that CBOR can hold. guid and guid[] are packed binary, a sixth of the text; all others are packed alike, so their kind may be added, removed or changed while those of the stored events fit.

---A defined type: what define() gives. Its methods are those of the ledger for this type alone, and in TypeScript they know
---its fields.
---```lua
---const award = ledger.define("award", { id: 1, fields: ["player:guid", "amount:number"] }, (state, event) => {
---    state.points[event.player] = (state.points[event.player] ?? 0) + event.amount;
---});
---award.submit({ player: UnitGUID("target"), amount: 50 });
---```
---@class LibEventLedger.EventType
---@field name string As define() took it.
---@field id number As define() took it.
local EventType = {}

---Writes an event of the type; as `ledger:submit(name, values)`.
---@param values table<string, any> the fields by name; those left out are nil.
---@return LibEventLedger.LedgerEvent? # the event, or nil and why it is not in the log: see Ledger.submit.
---@return LibEventLedger.SubmitRefusal?
function EventType:submit(values) end

---The events of the type in order, without those that do not fit the fields.
---```lua
---for event in award:events({ from = time() - 86400 }) do print(event.player, event.amount) end
---```
---@param filter? LibEventLedger.EventFilter as for `ledger:events()`.
---@return fun(): LibEventLedger.LedgerEvent?
function EventType:events(filter) end

---Whether an event is of the type and has its fields: for listeners, which hear of all types.
---```lua
---ledger:on("eventAdded", function(event) if award:is(event) then print(event.amount) end end)
---```
---@param event LibEventLedger.LedgerEvent
---@return boolean
function EventType:is(event) end

---One ledger: made by createLedger(). Methods raise an error when they are called with wrong arguments.
---@class LibEventLedger.Ledger
local Ledger = {}

---Defines a type of events and what it does to the state.
---Defining a type anew replaces its fields and its reducer, and what the log holds of it is applied again.
---```lua
---ledger:define("award", { id = 1, fields = { "player:guid", "amount:number", "reason" } }, function(state, event)
---    state.points[event.player] = (state.points[event.player] or 0) + event.amount
---end)
---```
---@param name string 1-32 bytes.
---@param options LibEventLedger.TypeOptions
---@param reducer fun(state: table, event: LibEventLedger.LedgerEvent) changes the state in place. It must depend on its arguments alone.
---@return LibEventLedger.EventType # the type: a shorter way to submit and list its events, and in TypeScript one that knows their fields.
function Ledger:define(name, options, reducer) end

---Opens the ledger as soon as its scope is known, and follows the character from guild to guild.
function Ledger:start() end

---Closes the ledger, with everything saved.
function Ledger:stop() end

---Writes an event.
---```lua
---ledger:submit("award", { player = UnitGUID("target"), amount = 50, reason = "Ragnaros" })
---```
---@param type string name of a defined type.
---@param values table<string, any> the fields by name; those left out are nil.
---@return LibEventLedger.LedgerEvent? # the event as all clients will see it, or nil and why it is not in the log: "closed" (no scope is open), "unauthorized", "held" (authorize() does not know yet; it enters when it does), "clock" (too many events at once), "readOnly", "refused".
---@return LibEventLedger.SubmitRefusal?
function Ledger:submit(type, values) end

---Makes a sandbox: it takes events, shows the state that they would lead to, and sends nothing until commit().
---```lua
---local fork = ledger:fork()
---fork:submit("award", { players = raid, amount = 50, reason = "what if" })
---fork:onStateChanged(function() show(fork:getState()) end)
---```
---@return LibEventLedger.Fork|nil # nil while no scope is open.
function Ledger:fork() end

---Takes an event back: reducers skip it, on all clients. Revoking the revocation restores it.
---@param event LibEventLedger.EventKey an event of this ledger, or a table with its time, creator and counter.
---@return LibEventLedger.LedgerEvent? # what submit() returns; the event is the revocation. "clock" also says that the event lies so far ahead of the server's time (someone's clock was wrong) that nothing can stand behind it yet: try again in a minute or two.
---@return LibEventLedger.SubmitRefusal?
function Ledger:revoke(event) end

---Takes in events from elsewhere, for migrations. They keep their times and creators; their counters follow from
---their content, so that whoever imports the same list gets the same events, and importing it twice adds nothing.
---Each must pass authorize() with this client as sender. They are not sent at once: peers ask for them as for any
---that they lack. Work is done in slices.
---```lua
---ledger:importEvents({ { type = "award", time = 1622441509, creator = guid, values = { amount = 50 } } }, print)
---```
---@param entries LibEventLedger.ImportEntry[] the list; do not change it before `done`.
---@param done fun(result: LibEventLedger.ImportResult) called at the end, with what became of the entries.
---@return boolean # false when no scope is open or the ledger is read-only: nothing is imported then.
function Ledger:importEvents(entries, done) end

---Whether an event is revoked at present.
---@param event LibEventLedger.EventKey
---@return boolean
function Ledger:isRevoked(event) end

---The last complete state. Read it, never change it; keep no part of it beyond the next "stateChanged".
---@return table
function Ledger:getState() end

---Calls `listener` whenever that happens; see LedgerListeners.
---@param name LibEventLedger.ListenerName
---@param listener function
---@return fun() # a function that ends it.
---@overload fun(self: LibEventLedger.Ledger, name: "stateChanged", listener: fun(state: table, change: LibEventLedger.StateChange)): fun()
---@overload fun(self: LibEventLedger.Ledger, name: "eventAdded", listener: fun(event: LibEventLedger.LedgerEvent)): fun()
---@overload fun(self: LibEventLedger.Ledger, name: "syncChanged", listener: fun()): fun()
---@overload fun(self: LibEventLedger.Ledger, name: "conflict", listener: fun(kept: LibEventLedger.LedgerEvent, lost: LibEventLedger.LedgerEvent)): fun()
---@overload fun(self: LibEventLedger.Ledger, name: "reducerError", listener: fun(event: LibEventLedger.LedgerEvent, message: string)): fun()
---@overload fun(self: LibEventLedger.Ledger, name: "refused", listener: fun(event: LibEventLedger.LedgerEvent, reason: string, sender: string)): fun()
---@overload fun(self: LibEventLedger.Ledger, name: "opened", listener: fun(scope: string)): fun()
---@overload fun(self: LibEventLedger.Ledger, name: "closed", listener: fun(scope: string)): fun()
function Ledger:on(name, listener) end

---The events in order, packed weeks included; those of unknown types have the name "#number" and no fields, and those
---that do not fit the fields of their type have none either.
---```lua
---for event in ledger:events({ type = "award", from = time() - 86400 }) do print(event.player) end
---```
---@param filter? LibEventLedger.EventFilter
---@return fun(): LibEventLedger.LedgerEvent?
function Ledger:events(filter) end

---How the ledger stands; a new table each time.
---@return LibEventLedger.LedgerStatus
function Ledger:status() end

---Makes the state as it was after all events up to a time, aside, in slices; the present state is left alone.
---```lua
---ledger:stateAt(GetServerTime() - 7 * 86400, function(state) print(state.points[guid]) end)
---```
---@param time number Unix seconds, inclusive.
---@param done fun(state: table) called with that state, which is the caller's own. Not called when no scope is open.
function Ledger:stateAt(time, done) end

---Replays everything aside, in slices, and compares with the present state: finds reducers that depend on something
---else than state and event.
---@param done fun(verification: LibEventLedger.Verification) called with what was found. Not called when no scope is open.
function Ledger:verify(done) end

---Replays what is left at once instead of a batch a frame. The game stands still meanwhile.
---@param seconds number at most this long, 0-10.
---@return boolean # whether the state shows the whole log.
function Ledger:catchUp(seconds) end

---Leaves the state as it is until resume(); the log and the sync go on.
function Ledger:pause() end

---Goes on after pause().
function Ledger:resume() end

---How the ledger stands and what to do about it, in plain English sentences, what matters most first.
---```lua
---for _, sentence in ipairs(ledger:explain()) do print(sentence) end
---```
---@return string[]
function Ledger:explain() end

---Everything that somebody needs who is asked for help with the ledger, as text of several lines: versions, status,
---explanation, peers and the last messages. Players stand in it by number, the guild not at all.
---@return string
function Ledger:supportText() end

---The last 200 messages in and out in words, the oldest first: for support.
---@return LibEventLedger.TraceEntry[]
function Ledger:trace() end

---Changes the limits of a replay batch; those left out stay.
---@param limits LibEventLedger.ReplayLimits|table
function Ledger:setReplayLimits(limits) end

---Lets this client advertise, answer and send live events, as far as authorize() does. The default.
function Ledger:enableSending() end

---Makes this client listen and ask only. What it submits is sent once sending is enabled and somebody asks.
function Ledger:disableSending() end

---What became of the events of a fork.
---@class LibEventLedger.CommitResult
---@field committed number Number of events that went into the ledger, or wait for an answer of authorize().
---@field refused table<LibEventLedger.SubmitRefusal, number> Events that submit() refused, by reason. They stay in the fork.

---A sandbox on a ledger: made by `ledger:fork()`.
---@class LibEventLedger.Fork
local Fork = {}

---Adds an event to the fork alone.
---@param type string
---@param values table<string, any>
---@return LibEventLedger.LedgerEvent|nil # the event under a provisional key; it gets another when it is committed. Nil when the fork was dropped.
function Fork:submit(type, values) end

---The ledger's state with the events of the fork applied; until the copy is made, some frames long, without.
---@return table
function Fork:getState() end

---Whether getState() shows the events of the fork.
---@return boolean
function Fork:isReady() end

---Number of events in the fork.
---@return number
function Fork:count() end

---Calls `listener` whenever the state of the fork has changed.
---@param listener fun()
function Fork:onStateChanged(listener) end

---Submits the events to the ledger, in order, and drops the fork when all went in.
---@return LibEventLedger.CommitResult
function Fork:commit() end

---Forgets the events. The fork shows the ledger's state from then on.
function Fork:drop() end

---What LibStub("LibEventLedger-1.0") gives.
---```lua
---import type { LibEventLedger } from "lib-event-ledger";
---
---declare const LibStub: (this: void, name: "LibEventLedger-1.0") => LibEventLedger;
---const library = LibStub("LibEventLedger-1.0");
---```
---@class LibEventLedger
---@field version string Semantic version of the copy in use.
---@field policies LibEventLedger.Policies Ready-made answers to `authorize`.
local LibEventLedger = {}

---Creates a ledger. Call it on ADDON_LOADED, when SavedVariables are there; then define() the types, and start().
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
