import { describe, expect, it } from 'vitest';
import { walk } from './walk.ts';

const DAY = 86_400;
const submitted = { state: 'assess', type: 'normal', risk: 'high' };
const assessed = { assessedAt: '2026-01-05T09:00:00.000Z' };
const asked = { state: 'authorize', approval: { round: 1 } };
const begun = { state: 'implement' };
const steps = { assess: assessed, requestApproval: asked, preauthorise: { state: 'scheduled' }, implement: begun, close: { state: 'closed' } };
const opened = { windowOpenedAt: '2026-01-06T02:00:00.000Z' };
const reviewed = { review: { by: 'dina' } };
/** As an edit of the scope leaves it. */
const edited = { state: 'assess', assessedAt: undefined, approval: undefined, windowOpenedAt: undefined };

describe('the machine of a change', () => {
  it('takes a normal change with one CAB round from submission to closing in 13 transitions', async () => {
    const { change, commands, execution } = await walk('change-approval', { record: submitted, answers: steps });
    expect(execution()).toMatchObject({ waitingFor: 'decision' });
    await change({ votes: [{ voter: 'emil' }] });
    expect(execution()).toMatchObject({ waitingFor: 'decision' });
    await change({ state: 'scheduled' });
    expect(execution()).toMatchObject({ waitingFor: 'window' });
    await change(opened);
    expect(execution()).toMatchObject({ waitingFor: 'implementation' });
    await change({ state: 'review', closureCode: 'successful' });
    expect(execution()).toMatchObject({ waitingFor: 'review' });
    await change(reviewed);
    expect(commands).toEqual(['assess', 'requestApproval', 'implement', 'close']);
    expect(execution()).toMatchObject({ status: 'SUCCEEDED', transitions: 13 });
  });

  it('passes a standard change on its model, and closes it by itself when it succeeded', async () => {
    const { change, commands, execution } = await walk('change-approval', { record: { ...submitted, type: 'standard' }, answers: { ...steps, preauthorise: { state: 'scheduled', ...opened } } });
    expect(execution()).toMatchObject({ waitingFor: 'implementation' });
    await change({ state: 'review', closureCode: 'successful' });
    expect(commands).toEqual(['assess', 'preauthorise', 'implement', 'close']);
    expect(execution()).toMatchObject({ status: 'SUCCEEDED', transitions: 9 });
  });

  it.each([['before it was assessed', { assess: 'command-not-allowed' }], ['before it was passed', { ...steps, preauthorise: 'command-not-allowed' }]])('goes on from where it stands when its model was authorised %s', async (_, answers) => {
    const { change, execution } = await walk('change-approval', { record: { ...submitted, type: 'standard', state: 'scheduled' }, answers });
    expect(execution()).toMatchObject({ waitingFor: 'window' });
    await change({ ...begun, ...opened });
    expect(execution()).toMatchObject({ status: 'RUNNING', waitingFor: 'implementation' });
  });

  it('asks the ECAB about an emergency, and does not close it unreviewed', async () => {
    const { change, execution } = await walk('change-approval', { record: { ...submitted, type: 'emergency' }, answers: steps });
    await change({ state: 'scheduled', ...opened });
    await change({ state: 'review', closureCode: 'successful' });
    expect(execution()).toMatchObject({ status: 'RUNNING', waitingFor: 'review' });
    await change(reviewed);
    expect(execution()).toMatchObject({ status: 'SUCCEEDED' });
  });

  it.each([['rejected', { state: 'rejected' }], ['withdrawn', { state: 'canceled' }]])('is over when it is %s', async (_, how) => {
    const { change, commands, execution } = await walk('change-approval', { record: submitted, answers: steps });
    await change(how);
    expect(commands).toEqual(['assess', 'requestApproval']);
    expect(execution()).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('assesses and asks anew when the scope is edited, before and after the approval', async () => {
    const { change, commands, execution } = await walk('change-approval', { record: submitted, answers: steps });
    await change(edited);
    expect(execution()).toMatchObject({ waitingFor: 'decision' });
    await change({ state: 'scheduled' });
    await change({ ...edited, type: 'emergency' });
    expect(execution()).toMatchObject({ waitingFor: 'decision' });
    expect(commands).toEqual(['assess', 'requestApproval', 'assess', 'requestApproval', 'assess', 'requestApproval']);
  });

  it('says what stands in the way, and goes on once that is mended', async () => {
    const answers = { ...steps, requestApproval: 'no-approvers', reportBlocked: { blocked: 'no-approvers' } };
    const { change, commands, execution } = await walk('change-approval', { record: submitted, answers });
    expect(commands).toEqual(['assess', 'requestApproval', 'reportBlocked']);
    expect(execution()).toMatchObject({ waitingFor: 'unblocked' });
    await change({ ...asked, blocked: undefined });
    expect(execution()).toMatchObject({ waitingFor: 'decision' });
  });

  it('waits on when somebody began it already', async () => {
    const { change, execution } = await walk('change-approval', { record: submitted, answers: { ...steps, implement: 'command-not-allowed' } });
    await change({ state: 'implement', ...opened });
    expect(execution()).toMatchObject({ waitingFor: 'implementation' });
  });

  it('ends in the step that fails again and again, with its error, and goes nowhere else', async () => {
    const { commands, execution } = await walk('change-approval', { record: submitted, answers: { assess: new TypeError('the table is away') } });
    expect(new Set(commands)).toEqual(new Set(['assess']));
    expect(execution()).toMatchObject({ status: 'FAILED', state: 'Assess', error: 'TypeError: the table is away' });
  });

  it('asks the record to escalate when nothing else did, and waits on while there is time', async () => {
    const { advance, commands, execution } = await walk('change-approval', { record: submitted, answers: { ...steps, escalateApproval: 'not-due' } });
    await advance(30 * DAY);
    expect(commands).toEqual(['assess', 'requestApproval', 'escalateApproval']);
    expect(execution()).toMatchObject({ status: 'RUNNING', waitingFor: 'decision' });
  });

  it('looks again where an event was lost', async () => {
    const { advance, change, execution } = await walk('change-approval', { record: submitted, answers: steps });
    await change({ state: 'scheduled' });
    await advance(30 * DAY);
    expect(execution()).toMatchObject({ waitingFor: 'window' });
    await change(opened);
    await advance(30 * DAY);
    expect(execution()).toMatchObject({ waitingFor: 'implementation' });
  });
});
