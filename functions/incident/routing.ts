interface Route { readonly category: string; readonly team: string; readonly skill?: string }
interface ServiceRouting { readonly supportTeam?: string; readonly routes?: readonly Route[] }

/** Where an incident goes when it is made without a team: by its category, then by its service, else to the team that takes what is nobody's. */
export const routeOf = (service: ServiceRouting | undefined, category: string | undefined, fallback?: string): { team?: string; skill?: string } => {
  const route = service?.routes?.find((one) => one.category.toLowerCase() === category?.toLowerCase());
  return route ? { team: route.team, skill: route.skill } : { team: service?.supportTeam ?? fallback };
};
