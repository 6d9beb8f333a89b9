import { describe, expect, it } from 'vitest';
import { walk } from './walk.ts';

const declared = { state: 'in-progress', major: { status: 'declared' } };
const DAY = 86_400;

describe('the machine of a major incident', () => {
  it('waits without a transition while updates come in time', async () => {
    const { change, execution } = await walk('major-incident', { record: declared });
    for (let updates = 1; updates <= 5; updates++) await change({ major: { status: 'declared', updates } });
    expect(execution()).toMatchObject({ status: 'RUNNING', waitingFor: 'update-due', transitions: 1 });
  });

  it('goes from due to given and back for every update that is asked for', async () => {
    const { change, execution } = await walk('major-incident', { record: declared });
    await change({ updateOverdue: 'due' });
    expect(execution()).toMatchObject({ waitingFor: 'update-given' });
    await change({ updateOverdue: 'missed' });
    expect(execution()).toMatchObject({ waitingFor: 'update-given' });
    await change({ updateOverdue: undefined });
    expect(execution()).toMatchObject({ waitingFor: 'update-due', transitions: 5 });
  });

  it('opens the review once it is resolved, and is over when it is closed', async () => {
    const { change, execution, commands } = await walk('major-incident', { record: declared });
    await change({ state: 'resolved' });
    expect(execution()).toMatchObject({ waitingFor: 'closed' });
    await change({ state: 'closed' });
    expect(commands).toEqual(['openReview']);
    expect(execution()).toMatchObject({ status: 'SUCCEEDED', transitions: 6 });
  });

  it('is resolved while stakeholders still wait', async () => {
    const { change, execution, commands } = await walk('major-incident', { record: { ...declared, updateOverdue: 'due' } });
    await change({ state: 'resolved' });
    await change({ state: 'closed' });
    expect(commands).toEqual(['openReview']);
    expect(execution()).toMatchObject({ status: 'SUCCEEDED', transitions: 8 });
  });

  it('tells stakeholders again when it is reopened, and takes a refused second review for granted', async () => {
    const { change, execution, commands } = await walk('major-incident', { record: declared, answers: { openReview: 'review-opened-already' } });
    await change({ state: 'resolved' });
    await change({ state: 'assigned' });
    expect(execution()).toMatchObject({ waitingFor: 'update-due' });
    await change({ state: 'resolved' });
    await change({ state: 'closed' });
    expect(commands).toEqual(['openReview', 'openReview']);
    expect(execution()).toMatchObject({ status: 'SUCCEEDED', transitions: 11 });
  });

  it.each([['withdrawn', { major: { status: 'withdrawn' } }], ['canceled', { state: 'canceled' }]])('is over without a review when it is %s', async (_, change) => {
    const walked = await walk('major-incident', { record: declared });
    await walked.change(change);
    expect(walked.commands).toEqual([]);
    expect(walked.execution()).toMatchObject({ status: 'SUCCEEDED', transitions: 3 });
  });

  it('looks again every day, so that a lost event holds it up no longer', async () => {
    const { advance, change, execution } = await walk('major-incident', { record: declared });
    await advance(DAY - 1);
    expect(execution()).toMatchObject({ transitions: 1 });
    await advance(1);
    expect(execution()).toMatchObject({ status: 'RUNNING', waitingFor: 'update-due', transitions: 2 });
    await change({ state: 'resolved' });
    await advance(30 * DAY);
    expect(execution()).toMatchObject({ status: 'RUNNING', waitingFor: 'closed' });
  });
});
