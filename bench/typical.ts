/** What people typically report: a title of 60 characters, a description of 300, and a service whose agreement has opening hours with breaks. */
export const typicalReport = (at: number): Record<string, string> => ({
  title: `Card reader ${String(at).padStart(6, '0')} at the bar is slow since the last update`.slice(0, 60).padEnd(60, '.'),
  description: `Guests wait for a minute until reader ${at} shows the amount, and every fourth payment is refused with code 88. We restarted it twice and changed the cable, without success. In the evening it is worse than at noon. Cash works. The other readers on the terrace behave, as far as we can tell from here today.`.slice(0, 300).padEnd(300, '.'),
  requester: 'guest', service: 'reception', category: 'hardware', impact: 'medium', urgency: 'high',
});

export const typicalComment = { text: 'We changed the reader for a spare one, and ask the bank what code 88 stands for; you hear from us before noon.' };

export const typicalTransfer = {
  team: 'network', summary: 'The reader loses its network for seconds at a time', tried: 'Another reader and another cable, without a change',
  nextStep: 'Look at the switch in the bar', customerTold: 'That the network team looks at it, and that cash works',
};
