import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dashboard } from '#shared/dashboard';
import { apiClient } from '../../lib/api';

/** The month that it is for the reader. */
function currentMonth(): string {
  const now = new Date();
  const month = String(now.getMonth() + 1).padStart(2, '0');
  return `${now.getFullYear()}-${month}`;
}

export function useDashboard() {
  const [month] = useState(currentMonth);
  return useQuery({
    queryKey: ['dashboard', month],
    queryFn: ({ signal }) => apiClient.get(`/dashboard?month=${month}`, dashboard, signal),
  });
}
