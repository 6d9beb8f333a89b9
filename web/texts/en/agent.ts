import { inSentence } from './in-sentence.ts';

/** Words of the place where people work on tickets. */
export const agent = {
  priority: { 1: 'Critical', 2: 'High', 3: 'Moderate', 4: 'Low', 5: 'Planning' } as Readonly<Record<number, string>>,
  priorityOf: (priority: number, word: string) => `Priority ${priority}, ${word}`,
  queues: {
    title: 'Queue', titled: (queue: string) => `Queue: ${queue}`, choose: 'Queues',
    mine: 'Mine', waiting: 'Handed to my team', unassigned: 'My team, unassigned', team: 'My team', astray: 'No team’s yet', joined: 'I was invited', hold: 'On hold', major: 'Major incidents', open: 'All open', all: 'All, closed too',
    groups: { me: 'For me', teams: 'Teams', watch: 'Everything' },
    help: {
      mine: 'What you work on, most urgent first.', waiting: 'Handed over to your team, and nobody has it yet.', unassigned: 'Nobody of your team has these yet.', team: 'Everything open of your team.', astray: 'Reported without a service, so that no team has it. Give it to one.',
      joined: 'Others asked you to join in.', hold: 'Waiting for a caller, a vendor, a change or a problem; their clocks pause.', major: 'Declared, and not resolved yet.', open: 'Everything open that you may see.', all: 'Everything, the newest first.',
      other: 'Everything open of this team.',
    } as Readonly<Record<string, string>>,
    more: (count: number) => `${count}+`, idle: (count: number) => count === 1 ? '1 team without work' : `${count} teams without work`,
    cut: (count: number) => `This queue goes on: ${count.toLocaleString()} tickets were looked through, and filters and sorting cover these. A search finds the others.`,
    tooMany: (count: number) => `There are more than ${count.toLocaleString()} open tickets; counts and “All open” show these. Teams and people show all of theirs.`,
  },
  empty: {
    title: 'Nothing here', matching: 'Nothing matches', clear: 'Show everything',
    help: {
      mine: 'Nothing is assigned to you. Look at what your team has not taken up yet.', waiting: 'Nobody waits for your team to take something over.', unassigned: 'Everything of your team is in somebody’s hands.',
      major: 'No major incident. Long may it last.', other: 'There is nothing to do in this queue.',
    } as Readonly<Record<string, string>>,
    goTo: (queue: string) => `Go to ${queue}`,
  },
  table: {
    label: 'Tickets of this queue', filter: 'Filter these by words', filtering: 'Filter tickets', clearFilter: 'Clear the filter', matches: (count: number) => count === 1 ? '1 match' : `${count} matches`,
    clock: 'Clock', owner: 'Owner', age: 'Age', service: 'Service', requester: 'Requester', nobody: 'Nobody yet', pingPong: 'Ping-pong', pingPongHelp: 'It came back to a team that had it',
    transfers: (count: number) => count === 1 ? '1 transfer' : `${count} transfers`, major: 'Major incident',
    select: (what: string) => `Select ${what}`, selectAll: 'Select all of this page', selection: 'Selection',
    queueOrder: 'Back to the queue’s order',
    next: 'Next page', previous: 'Previous page', page: (page: number) => `Page ${page}`,
    arrived: (count: number) => `${count} new`, arrivedSaid: (count: number) => count === 1 ? '1 new ticket came in.' : `${count} new tickets came in.`, showArrived: (count: number) => `Show ${count} new`,
  },
  split: { show: 'Split view', pick: 'Choose a ticket', pickHelp: 'It is shown here, beside the queue.', full: 'Open page' },
  act: {
    take: 'Take it', takeOver: 'Take it over', assign: 'Assign', assignSeveral: (count: number) => `Assign ${count}`, create: 'Create incident',
    taken: (number: string) => `${number} is yours.`, undo: 'Undo', undone: (number: string) => `${number} is as it was.`, undoneToTeam: (number: string) => `${number} is back with its team.`,
    accepted: (number: string) => `You took ${number} over.`, hasItNow: (number: string) => `took ${number} meanwhile.`,
  },
  keys: {
    title: 'Keyboard', close: 'Close', here: 'On this page', anywhere: 'Anywhere', go: 'Go to', then: 'then',
    next: 'Next ticket', previous: 'Previous ticket', open: 'Open its page', split: 'Split view on or off', select: 'Select', assign: 'Assign', take: 'Take it yourself', comment: 'Comment', transfer: 'Transfer', resolve: 'Resolve', accept: 'Accept the transfer', start: 'Start',
    hold: 'Put on hold', search: 'Search', help: 'These keys', palette: 'Commands', leave: 'Leave a field or a dialog',
  },
  palette: {
    label: 'Commands', placeholder: 'Type a command, a page, or words of a ticket', none: 'Nothing found. Try other words.', searching: 'Searching',
    groups: { ticket: 'This ticket', go: 'Go to', create: 'Create', found: 'Found' }, hint: '↑ ↓ to choose, Enter to go, Esc to close', create: (what: string) => `Create ${inSentence(what)}`,
  },
  incident: {
    number: 'Incident', more: 'More', edit: 'Edit', copy: 'Copy link', copied: 'Link copied',
    story: 'The story', noStory: 'Nothing was written beyond the title.', via: (channel: string) => `by ${channel}`,
    matrix: (impact: string, urgency: string) => `impact ${impact}, urgency ${urgency}`,
    raised: (base: number) => `raised from ${base}`, noClocks: 'No agreement sets a time for this one.',
    people: 'People', requester: 'Requester', assignee: 'Assignee', team: 'Team', collaborators: 'Joined in', watchers: 'Watching', escalatedTo: 'Escalated to', nobody: 'Nobody', invite: 'Invite',
    details: 'Details', resolution: 'Resolution', conversation: 'Conversation', timeline: 'What happened', links: 'Links and affected items', security: 'Security incident: only those who take part can see it',
    changedBy: (who: string, what: string) => `${who}: ${what}`, justNow: 'Just now', reopened: (count: number) => count === 1 ? 'Reopened once' : `Reopened ${count} times`,
    cannotLoad: 'The incident could not be loaded', tryAgain: 'Try again',
  },
  now: {
    acceptOrReject: (team: string, by: string) => `${by} handed this to ${team}. Read what was tried, then take it over or send it back.`,
    pendingElsewhere: (team: string) => `Waiting for ${team} to accept it. Work goes on once they have.`,
    unowned: 'Nobody has it yet.', mineToStart: 'It is yours. Start when you begin to work on it.', mineWorking: 'You are working on it.', mineOnHold: (reason: string) => `On hold: waiting for the ${reason}. The clocks pause.`,
    others: (who: string) => `${who} has it.`, othersHold: (who: string, reason: string) => `${who} waits for the ${reason}. The clocks pause.`,
    resolved: (when: string) => `Resolved. The requester can confirm; otherwise it closes by itself ${when}.`, resolvedPlain: 'Resolved. The requester can confirm, or reopen it.', closed: 'Closed. A reply makes a new, linked incident.', canceled: 'Canceled.',
    confirm: 'Does it work again for you? Confirm, or say what is still wrong.', yourReport: 'You reported this. We tell you as soon as there is something to tell.',
  },
  major: {
    banner: 'Major incident', proposed: 'Proposed as major incident', declare: 'Declare it', commander: 'Commander', communications: 'Communications', last: 'Last update', none: 'None so far',
    due: (when: string) => `Next update to stakeholders in ${when}`, overdue: (when: string) => `The update to stakeholders is ${when} late`, update: 'Update stakeholders', ended: 'It is resolved; no more updates are due.', openReview: 'Ask for a review', reviewWord: 'Post-incident review',
  },
  handover: {
    title: 'Handed over', from: (from: string, to: string) => `${from} → ${to}`, summary: 'Summary', tried: 'Tried so far', nextStep: 'Proposed next step', customerTold: 'The customer was told',
    pending: 'Waits to be accepted', accepted: 'Accepted', rejected: 'Sent back', accept: 'Accept', reject: 'Send back',
  },
  transfer: {
    to: 'Team', toHelp: 'Who takes it from here? They have to accept it.', chooseFirst: 'Choose a team', open: (count: number) => count === 1 ? '1 open' : `${count} open`, there: (names: string) => `there: ${names}`, away: 'nobody is there', hadIt: 'had it before', hasIt: 'has it now', next: 'next line',
    drafted: 'Drafted from the ticket. Read it once; the other team gets exactly this.', nothingTold: 'Nothing yet.', told: 'What the requester already said', toldNone: 'The requester said nothing beyond the title.',
    before: {
      'ping-pong': (team: string) => `${team} had it before. Work goes one way here: handing it back hides that nobody owns it, and the requester waits twice.`,
      'too-many-transfers': (count: number) => `It has been handed over ${count} times. One more is refused unless what was agreed for the service allows it: a ticket that wanders is nobody’s.`,
    },
    lead: 'As a team lead you can override this with a reason; the reason stays in the timeline.', askLead: (lead: string) => `Only a team lead can override this: ask ${lead}.`, noLead: 'Only a team lead can override this; your team has none.',
    instead: 'What you can do instead', invite: 'Invite somebody', inviteHelp: 'swarm: they join in, you keep it', escalate: 'Escalate', escalateHelp: 'ask the next line, or tell N+1',
    refused: {
      'ping-pong': 'A team that had it gets it again only with a lead’s word.', 'too-many-transfers': 'It was handed over as often as was agreed; for once more, a lead has to say why.', 'lead-only': 'You gave a reason to override, but only a team lead may. Leave it out, or ask your lead.',
      'transfer-pending': 'A transfer of it already waits to be accepted or rejected. Talk to that team.', 'same-team': 'It is with that team already. To give it to somebody else of the team, assign it.', 'transfer-required': 'It changes teams, so hand it over with a transfer: nothing known gets lost.',
      'receivers-only': 'Only the team it was handed to can answer.', 'no-transfer-pending': 'Somebody has answered it already.', 'assignee-absent': 'Give it to somebody who is there.', 'no-next-line': 'This team is the last line; choose a team with a transfer.', 'top-of-chain': 'Nobody is above whom it was last escalated to.',
      'too-many-escalations': 'Escalating again will not help; talk to each other.',
    } as Readonly<Record<string, string>>,
  },
  hold: { told: 'Before you ask the caller again: this was said already', toldNone: 'The caller said nothing yet beyond the title.', askHelp: 'Type your question: the best answer so far comes first.' },
  told: { title: 'What the customer already told', ask: 'What do you want to know?', none: 'Nothing was told yet beyond the title.', source: { description: 'in the report', comment: 'in a comment', summary: 'summary at handover', tried: 'tried before handover', customerTold: 'told at handover' } as Readonly<Record<string, string>>, best: 'Best answer' },
  similar: { title: 'Similar incidents', none: 'No similar incident was found.', use: 'Use this resolution', unresolved: 'Not resolved yet' },
  resolve: { suggested: 'How similar ones were resolved', codes: 'Code', codeHelp: 'How it was solved.', codePlaceholder: 'Such as fixed, workaround, duplicate', children: (count: number) => count === 1 ? 'Also resolve its open child' : `Also resolve its ${count} open children`, common: ['fixed', 'workaround', 'duplicate', 'no-fault-found', 'user-instruction'] as readonly string[] },
  recent: { title: 'Recent changes around it', help: 'What was done in the last 7 days to what is affected, and to what is one step away.', none: 'Nothing changed there in the last 7 days.', noItems: 'No configuration item is linked, and the service names none.', change: 'Change', around: (item: string) => `Around ${item}` },
};
