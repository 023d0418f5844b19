Console.WriteLine("usage: ./daylight bench NAME");
return 2;
