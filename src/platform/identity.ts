/** Who plays on this client, in which guild, and what the guild roster says about others. */

import type { GameEvents } from "./events";
import type { Group, Identity, Presence, Roster, RosterMember, ToldPlayer } from "../ports";

const format = string.format;
const sub = string.sub;

/** Digits at the end of a GUID that tell players of one server apart. */
const ENDING = 8;

/** The scope option that means the character's guild. */
const GUILD = "guild";

/** Ranks in a group, as GetRaidRosterInfo() counts them. */
const MEMBER = 0;
const ASSISTANT = 1;
const LEADER = 2;

/** The loot method with a master looter: Enum.LootMethod.Masterlooter, or the word where the older function is left. */
const MASTER_LOOT = [2, "master"];

/** A name or realm of the game that is there: not nil, and not "" as some clients say. */
function isGiven(part: string | undefined): part is string {
    return part !== undefined && part !== "";
}

export class GameIdentity implements Identity, Roster, Group, Presence {
    /** "" until isReady(). */
    name = "";
    /** "" until isReady(). */
    guid = "";
    private realm = "";
    /**
     * Whether characters are called "First Last", as in WoW Forever. Such names stand without a realm everywhere, and
     * the game refuses whispers to "First Last-Realm".
     */
    private hasSurnames = false;
    private roster = new LuaMap<string, RosterMember>();
    private rosterSize = 0;
    private isRosterStale = true;
    /** Where members of the group were found last, by canonical name: each is asked for its name again when it is used. */
    private units = new LuaMap<string, string>();
    /** The names of the roster by the last digits of their GUIDs; nil until they are asked for. */
    private namesByEnding: LuaMap<string, string> | undefined;

    constructor(events: GameEvents) {
        const forget = (): void => {
            this.isRosterStale = true;
        };
        events.on("GUILD_ROSTER_UPDATE", (canRequestRosterUpdate) => {
            // Something has changed, and the roster with it comes to those who ask.
            if (canRequestRosterUpdate === true) {
                guildInfo?.GuildRoster?.();
            }
            forget();
        });
        // The roster of the previous guild must not be used for members of the new one.
        events.on("PLAYER_GUILD_UPDATE", forget);
    }

    /**
     * Whether the game provides name, realm and GUID, as it does from PLAYER_LOGIN on. Where characters have surnames
     * there may be no realm.
     */
    isReady(): boolean {
        if (this.guid !== "") {
            return true;
        }
        const guid = UnitGUID("player");
        const realm = GetNormalizedRealmName();
        const [name, surname] = UnitName("player");
        if (guid === undefined || name === undefined) {
            return false;
        }
        // The game gives a realm with characters of other realms alone, and no other name has a blank.
        const hasSurnames = isGiven(surname) || string.find(name, " ", 1, true)[0] !== undefined;
        if (realm === undefined && !hasSurnames) {
            return false;
        }
        this.hasSurnames = hasSurnames;
        this.realm = realm ?? "";
        this.guid = guid;
        this.name = this.fullName(name, surname);
        if (IsInGuild()) {
            guildInfo?.GuildRoster?.();
        }
        return true;
    }

    canonicalName(name: string): string {
        if (this.hasSurnames) {
            return name;
        }
        const [dash] = string.find(name, "-", 1, true);
        return dash === undefined ? `${name}-${this.realm}` : name;
    }

    guidOf(name: string): string | undefined {
        if (name === this.name) {
            return this.guid;
        }
        const known = this.member(name)?.guid;
        const unit = known === undefined ? this.unitOf(name) : undefined;
        return unit === undefined ? known : UnitGUID(unit);
    }

    guidEnding(digits: string): string | undefined {
        return sub(this.guid, -ENDING) === digits ? this.guid : this.memberEnding(digits)[1];
    }

    nameOf(guid: string): string | undefined {
        if (guid === this.guid) {
            return this.name;
        }
        const [name, known] = this.memberEnding(sub(guid, -ENDING));
        if (known === guid) {
            return name;
        }
        const unit = groupUnits().find((each) => !isSecretUnit(each) && UnitGUID(each) === guid);
        return unit === undefined ? undefined : this.nameOfUnit(unit);
    }

    told(): ToldPlayer[] {
        this.refresh();
        const own = this.member(this.name) !== undefined;
        const players = [{ name: this.name, guid: this.guid, classToken: classOf("player"), isMember: own }];
        for (const [name, { guid, classToken = "" }] of this.roster) {
            if (guid !== undefined) {
                players[players.length] = { name, guid, classToken, isMember: true };
            }
        }
        for (const unit of groupUnits()) {
            const [name, guid] = [this.nameOfUnit(unit), UnitGUID(unit)];
            if (name !== undefined && guid !== undefined && this.member(name) === undefined) {
                players[players.length] = { name, guid, classToken: classOf(unit), isMember: false };
            }
        }
        return players;
    }

    /** Name and GUID of the member whose GUID ends so. */
    private memberEnding(digits: string): LuaMultiReturn<[name: string | undefined, guid: string | undefined]> {
        this.refresh();
        if (this.namesByEnding === undefined) {
            const names = new LuaMap<string, string>();
            for (const [name, { guid }] of this.roster) {
                if (guid !== undefined) {
                    names.set(sub(guid, -ENDING), name);
                }
            }
            this.namesByEnding = names;
        }
        const name = this.namesByEnding.get(digits);
        return $multi(name, name === undefined ? undefined : this.roster.get(name)?.guid);
    }

    member(name: string): RosterMember | undefined {
        this.refresh();
        return this.roster.get(name);
    }

    hasRoster(): boolean {
        this.refresh();
        return this.rosterSize > 0;
    }

    isRosterDue(): boolean {
        return IsInGuild() && !this.hasRoster();
    }

    /** Whether a player is neither in the guild nor in the group; false while the roster is not there. */
    isStranger(name: string): boolean {
        return (
            this.hasRoster() && name !== this.name && this.member(name) === undefined && this.unitOf(name) === undefined
        );
    }

    /** Whether every member of the group is in the guild, according to the roster; false when the names are secret. */
    isGroupOfGuild(): boolean {
        if (!this.hasRoster()) {
            return false;
        }
        for (const unit of groupUnits()) {
            const name = this.nameOfUnit(unit);
            if (isSecretUnit(unit) || (name !== undefined && this.member(name) === undefined)) {
                return false;
            }
        }
        return true;
    }

    groupRank(name: string): number | undefined {
        const unit = this.unitOf(name);
        if (unit === undefined) {
            return undefined;
        }
        if (UnitIsGroupLeader(unit)) {
            return LEADER;
        }
        return UnitIsGroupAssistant(unit) ? ASSISTANT : MEMBER;
    }

    isInGuildWith(name: string): boolean | undefined {
        return this.hasRoster() ? this.member(name) !== undefined : undefined;
    }

    isOnlineInGuild(name: string): boolean | undefined {
        return this.member(name)?.isOnline;
    }

    isInGroupWith(name: string): boolean | undefined {
        return this.unitOf(name) !== undefined || (this.isGroupNamed() ? false : undefined);
    }

    isConnectedInGroup(name: string): boolean | undefined {
        const unit = this.unitOf(name);
        return unit === undefined ? this.isInGroupWith(name) : UnitIsConnected(unit);
    }

    isInGroup(): boolean {
        return IsInGroup();
    }

    namesOfRanks(ranks: readonly number[]): string[] {
        this.refresh();
        const names: string[] = [];
        for (const [name, { rankIndex }] of this.roster) {
            if (ranks.includes(rankIndex)) {
                names[names.length] = name;
            }
        }
        table.sort(names, (a, b) => a < b);
        return names;
    }

    maySpeakInGuild(): boolean {
        return guildInfo?.CanSpeakInGuildChat?.() !== false;
    }

    requestRoster(): void {
        guildInfo?.GuildRoster?.();
    }

    isGroupDue(): boolean {
        return IsInGroup() && !groupUnits().some((unit) => this.nameOfUnit(unit) !== undefined);
    }

    isMasterLooter(name: string): boolean {
        const getLootMethod = partyInfo?.GetLootMethod ?? getLootMethodByWord;
        if (getLootMethod === undefined) {
            return false;
        }
        const [method, place, raidPlace] = getLootMethod();
        if (!MASTER_LOOT.includes(method)) {
            return false;
        }
        const unit = this.unitOf(name);
        if (IsInRaid()) {
            return raidPlace !== undefined && unit !== undefined && UnitIsUnit(unit, format("raid%.0f", raidPlace));
        }
        return place !== undefined && unit === (place === 0 ? "player" : format("party%.0f", place));
    }

    /** Whether the game names all units of the group. */
    private isGroupNamed(): boolean {
        return groupUnits().every((unit) => this.nameOfUnit(unit) !== undefined);
    }

    /** The unit that is a member of the group; nil when nobody there has this canonical name. */
    private unitOf(name: string): string | undefined {
        if (name === this.name) {
            return IsInGroup() ? "player" : undefined;
        }
        const last = this.units.get(name);
        if (last !== undefined && this.nameOfUnit(last) === name) {
            return last;
        }
        this.units = new LuaMap();
        for (const unit of groupUnits()) {
            const other = this.nameOfUnit(unit);
            if (other !== undefined && !this.units.has(other)) {
                this.units.set(other, unit);
            }
        }
        return this.units.get(name);
    }

    /** The canonical name of a unit; nil when there is no such unit, or its name is secret. */
    private nameOfUnit(unit: string): string | undefined {
        const [name, addition] = UnitName(unit);
        return name === undefined || isSecretUnit(unit) ? undefined : this.fullName(name, addition);
    }

    /** The canonical name of a player. @param addition its surname, or the realm if that is another one. */
    private fullName(name: string, addition: string | undefined): string {
        if (!isGiven(addition)) {
            return this.canonicalName(name);
        }
        return `${name}${this.hasSurnames ? " " : "-"}${addition}`;
    }

    scope(kind: string): LuaMultiReturn<[isKnown: boolean, scope: string | undefined]> {
        if (!this.isReady()) {
            return $multi(false, undefined);
        }
        if (kind !== GUILD) {
            return $multi(true, kind);
        }
        if (!IsInGuild()) {
            return $multi(true, undefined);
        }
        const [name, , , realm] = GetGuildInfo("player");
        if (name === undefined) {
            return $multi(false, undefined);
        }
        // Where there are surnames, a client may know a realm or none: the name of the guild must do.
        return $multi(true, `${GUILD}:${name}${this.hasSurnames ? "" : `-${withoutSpaces(realm ?? this.realm)}`}`);
    }

    private refresh(): void {
        if (!this.isRosterStale) {
            return;
        }
        const [count] = GetNumGuildMembers();
        this.roster = new LuaMap<string, RosterMember>();
        this.namesByEnding = undefined;
        this.rosterSize = 0;
        for (const index of $range(1, count)) {
            const [name, , rankIndex, , , , , , isConnected, , classToken, , , isMobile, , , guid] =
                GetGuildRosterInfo(index);
            if (name !== undefined) {
                const isOnline = isConnected && !isMobile;
                this.roster.set(this.canonicalName(name), { rankIndex, guid, classToken, isOnline });
                this.rosterSize++;
            }
        }
        this.isRosterStale = this.rosterSize === 0;
    }
}

/** Whether the game keeps the name of a unit secret: such a value raises an error when it is compared or joined with others. */
function isSecretUnit(unit: string): boolean {
    const [name, addition] = UnitName(unit);
    return isSecretValue !== undefined && (isSecretValue(name) || isSecretValue(addition));
}

/** The game's word for the class of a unit; "" when it does not say, or keeps it secret. */
function classOf(unit: string): string {
    if (unitClass === undefined) {
        return "";
    }
    const [, token] = unitClass(unit);
    return token === undefined || isSecretValue?.(token) === true ? "" : token;
}

/** The units of the raid, or of the party, which leaves the player out. */
function groupUnits(): string[] {
    const kind = IsInRaid() ? "raid" : "party";
    const units: string[] = [];
    for (const index of $range(1, GetNumGroupMembers())) {
        units[index - 1] = format("%s%.0f", kind, index);
    }
    return units;
}

/** Realm names occur with and without spaces and hyphens. */
function withoutSpaces(realm: string): string {
    const [compact] = string.gsub(realm, "[%s%-]", "");
    return compact;
}
