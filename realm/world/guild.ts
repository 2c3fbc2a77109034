import { type Member } from "./member";

/** A rank of a guild. Rank 0 is the guild master. */
export interface GuildRank {
    readonly name: string;
    /** Whether the rank may speak in guild chat, and with it send addon messages on GUILD. Default true. */
    readonly canSpeak?: boolean;
    /** Whether the rank hears and speaks officer chat. Default: only rank 0. */
    readonly isOfficer?: boolean;
}

/** How a guild is made. */
export interface GuildOptions {
    readonly name: string;
    /** The realm on which it was founded: GetGuildInfo tells it to members of other realms. Default: nobody is told. */
    readonly realmName?: string;
    /** From the guild master down. */
    readonly ranks: readonly GuildRank[];
}

/** A guild and its members. */
export class Guild<M extends Member = Member> {
    readonly name: string;
    readonly realmName?: string;
    readonly ranks: readonly GuildRank[];
    /** In the order of joining. Replaced, not changed, when somebody joins or leaves: a loop over it stays whole. */
    members: readonly M[] = [];

    private readonly present = new LuaSet<Member>();

    constructor(options: GuildOptions) {
        this.name = options.name;
        this.realmName = options.realmName;
        this.ranks = options.ranks;
    }

    add(member: M): void {
        this.members = this.members.concat(member);
        this.present.add(member);
    }

    remove(member: M): void {
        this.members = this.members.filter((other) => other !== member);
        this.present.delete(member);
    }

    /** Whether a character is in the guild. */
    has(member: Member): boolean {
        return this.present.has(member);
    }

    /** Whether a rank may send on GUILD. */
    canSpeak(rank: number): boolean {
        return this.ranks[rank].canSpeak !== false;
    }

    /** Whether a rank hears and speaks on OFFICER. */
    isOfficer(rank: number): boolean {
        return this.ranks[rank].isOfficer ?? rank === 0;
    }
}
