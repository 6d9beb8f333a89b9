/** Words that nearly every English or Dutch text holds, so that finding them says nothing. Folded as `fold` does. */
export const stopWords: ReadonlySet<string> = new Set((
  'a an and are as at be been but by can did do does doesn for from had has have he her his how i if in into is isn it its me my no not of on or our she so '
  + 'that the their them then there they this to up us was we were what when which who will with you your '
  + 'aan al als bij daar dan dat de der deze die dit doen door een en er ge geen had hebben heeft heb het hij hoe ik ie ik je kan maar me met mij mijn '
  + 'naar niet nog nu of om ons onze ook op over te tot u uit uw van veel voor waar wat we wel werd wij wordt worden ze zich zij zijn zo'
).split(' '));
