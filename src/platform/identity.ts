/** Who plays on this client, in which guild, and what the guild roster says about others. */

import type { GameEvents } from "./events";
import type { Identity, Roster, RosterMember } from "../ports";

const format = string.format;

/** The scope option that means the character's guild. */
const GUILD = "guild";

/** A name or realm of the game that is there: not nil, and not "" as some clients say. */
function isGiven(part: string | undefined): part is string {
    return part !== undefined && part !== "";
}

export class GameIdentity implements Identity, Roster {
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

    constructor(events: GameEvents) {
        const forget = (): void => {
            this.isRosterStale = true;
        };
        events.on("GUILD_ROSTER_UPDATE", forget);
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
        this.name = this.nameOf(name, surname);
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
        return name === this.name ? this.guid : this.member(name)?.guid;
    }

    member(name: string): RosterMember | undefined {
        this.refresh();
        return this.roster.get(name);
    }

    hasRoster(): boolean {
        this.refresh();
        return this.rosterSize > 0;
    }

    /** Whether a player is neither in the guild nor in the group; false while the roster is not there. */
    isStranger(name: string): boolean {
        return this.hasRoster() && name !== this.name && this.member(name) === undefined && !this.isInGroup(name);
    }

    /** Whether every member of the group is in the guild, according to the roster; false when the names are secret. */
    isGroupOfGuild(): boolean {
        const names = this.hasRoster() ? this.group() : undefined;
        return names !== undefined && !names.some((name) => this.member(name) === undefined);
    }

    private isInGroup(name: string): boolean {
        return this.group()?.includes(name) === true;
    }

    /** The canonical names of the group's members; nil while the game keeps them secret. */
    private group(): string[] | undefined {
        const names: string[] = [];
        const unit = IsInRaid() ? "raid" : "party";
        for (const index of $range(1, GetNumGroupMembers())) {
            const [name, realm] = UnitName(format("%s%.0f", unit, index));
            // A secret value raises an error when it is compared or joined with others.
            if (isSecretValue !== undefined && (isSecretValue(name) || isSecretValue(realm))) {
                return undefined;
            }
            if (name !== undefined) {
                names[names.length] = this.nameOf(name, realm);
            }
        }
        return names;
    }

    /** The canonical name of a unit. @param addition its surname, or the realm if that is another one. */
    private nameOf(name: string, addition: string | undefined): string {
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
        this.rosterSize = 0;
        for (const index of $range(1, count)) {
            const [name, , rankIndex, , , , , , , , , , , , , , guid] = GetGuildRosterInfo(index);
            if (name !== undefined) {
                this.roster.set(this.canonicalName(name), { rankIndex, guid });
                this.rosterSize++;
            }
        }
        this.isRosterStale = this.rosterSize === 0;
    }
}

/** Realm names occur with and without spaces and hyphens. */
function withoutSpaces(realm: string): string {
    const [compact] = string.gsub(realm, "[%s%-]", "");
    return compact;
}
